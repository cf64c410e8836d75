import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { FIGURES, STATS_COLUMNS, type StatsSelection } from '../../domain/record-aggregates.js';
import { columnByName, type ColumnName } from '../../domain/record-schema.js';

/** The columns that an operation selects on records, which stand at any of these paths below the resolved field. */
export function recordColumnsIn(info: GraphQLResolveInfo, paths: readonly (readonly string[])[]): ColumnName[] {
  const names = paths.flatMap((path) => [...namesIn(fieldsAt(info.fieldNodes, path, info), info)]);
  return [...new Set(names)].flatMap((name) => columnByName(name)?.name ?? []);
}

/** The aggregates that an operation selects on the stats at this path below the resolved field. */
export function statsSelectedIn(info: GraphQLResolveInfo, path: readonly string[]): StatsSelection {
  const nodes = fieldsAt(info.fieldNodes, path, info);
  const names = namesIn(nodes, info);
  const numbers = STATS_COLUMNS.filter(({ name }) => names.has(name)).map(({ name }) => {
    const figures = namesIn(fieldsAt(nodes, [name], info), info);
    return { column: name, figures: FIGURES.filter((figure) => figures.has(figure)) };
  });
  return { eventTimes: (['firstEventTime', 'lastEventTime'] as const).filter((name) => names.has(name)), numbers };
}

/** The fields that stand at a path below these. */
function fieldsAt(
  nodes: readonly FieldNode[],
  path: readonly string[],
  info: GraphQLResolveInfo,
): readonly FieldNode[] {
  return path.reduce<readonly FieldNode[]>(
    (parents, name) => parents.flatMap((node) => fieldsOf(node, info).filter((field) => field.name.value === name)),
    nodes,
  );
}

function namesIn(nodes: readonly FieldNode[], info: GraphQLResolveInfo): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => fieldsOf(node, info)).map((field) => field.name.value));
}

function fieldsOf(node: FieldNode, info: GraphQLResolveInfo): FieldNode[] {
  return node.selectionSet ? fieldsIn(node.selectionSet, info) : [];
}

/** The fields of a selection, those in fragments included. What a directive leaves out counts as well: it is read and not shown. */
function fieldsIn(selection: SelectionSetNode, info: GraphQLResolveInfo): FieldNode[] {
  return selection.selections.flatMap((item) => {
    if (item.kind === Kind.FIELD) return [item];
    if (item.kind === Kind.INLINE_FRAGMENT) return fieldsIn(item.selectionSet, info);
    const fragment = info.fragments[item.name.value];
    return fragment ? fieldsIn(fragment.selectionSet, info) : [];
  });
}

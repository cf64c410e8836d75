import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { columnByName, type ColumnName } from '../../domain/record-schema.js';

/** The columns that an operation selects on records, which stand at any of these paths below the resolved field. */
export function recordColumnsIn(info: GraphQLResolveInfo, paths: readonly (readonly string[])[]): ColumnName[] {
  const names = paths.flatMap((path) => {
    const nodes = path.reduce<readonly FieldNode[]>(
      (parents, name) => parents.flatMap((node) => fieldsOf(node, info).filter((field) => field.name.value === name)),
      info.fieldNodes,
    );
    return nodes.flatMap((node) => fieldsOf(node, info)).map((field) => field.name.value);
  });
  return [...new Set(names)].flatMap((name) => columnByName(name)?.name ?? []);
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

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How big an operation is, fragments included each time they are spread. */
export interface Shape {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly rootFields: number;
}

const NOTHING: Shape = { depth: 0, introspectionDepth: 0, aliases: 0, rootFields: 0 };

/**
 * Measures the largest shape among the operations of a document. Each fragment is measured once, so the time grows with
 * the text alone; a fragment that spreads itself ends there, for validation to refuse.
 */
export function shapeOf(document: DocumentNode): Shape {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, Shape>();

  function ofSet({ selections }: SelectionSetNode): Shape {
    const seen = new Set<string>();
    return selections.reduce((sum, selection) => {
      const shape = ofSelection(selection);
      if (selection.kind !== Kind.FIELD || selection.alias) return added(sum, shape);
      const repeated = seen.has(selection.name.value) ? 1 : 0;
      seen.add(selection.name.value);
      return added(sum, { ...shape, aliases: shape.aliases + repeated });
    }, NOTHING);
  }

  function ofSelection(selection: SelectionNode): Shape {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSet(selection.selectionSet);
    const inner = selection.selectionSet ? ofSet(selection.selectionSet) : NOTHING;
    const introspects = ['__schema', '__type'].includes(selection.name.value);
    const introspectionDepth = introspects ? inner.depth + 1 : inner.introspectionDepth && inner.introspectionDepth + 1;
    return {
      depth: introspects ? 1 : inner.depth + 1,
      introspectionDepth,
      aliases: inner.aliases + (selection.alias ? 1 : 0),
      rootFields: 1,
    };
  }

  function ofFragment(name: string): Shape {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    measured.set(name, NOTHING); // while it is measured
    const shape = ofSet(fragment.selectionSet);
    measured.set(name, shape);
    return shape;
  }

  return operationsIn(document)
    .map((operation) => ofSet(operation.selectionSet))
    .reduce(largest, NOTHING);
}

/** Pairs that validation compares: of fields with one name, and of fragment spreads, wherever they are in the document. */
export function pairsIn(document: DocumentNode): number {
  const counts = new Map<string, number>();
  const count = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      const name = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '...';
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) count(selection.selectionSet);
    }
  };
  for (const definition of document.definitions) if ('selectionSet' in definition) count(definition.selectionSet);
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
}

export function operationsIn({ definitions }: DocumentNode): OperationDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

export function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** Two selections beside each other. */
function added(a: Shape, b: Shape): Shape {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    aliases: capped(a.aliases + b.aliases),
    rootFields: capped(a.rootFields + b.rootFields),
  };
}

function largest(a: Shape, b: Shape): Shape {
  return {
    ...added(a, b),
    aliases: Math.max(a.aliases, b.aliases),
    rootFields: Math.max(a.rootFields, b.rootFields),
  };
}

/** Fragments in fragments double quickly. */
export function capped(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}

import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql';
import { capped } from './document-shape.js';

/** Objects of a page whose size is not given. */
const PAGE = 50;
/** Objects counted of a list that has no size to give: as many as a group of records has keys at most. */
const UNSIZED = 3;
/** Objects counted of a list in an introspection: there are a hundred types with some fields each. */
const [TYPES, INTROSPECTED] = [100, 4];
/** No argument may be larger; what is larger is refused where it is used, before anything is done. */
const LARGEST_SIZE = 10_000;

/** Arguments that say how many objects a list has; `ids` has one for each. */
const SIZES = ['count', 'limit', 'ids'];

/** Objects that selections ask for: those there in any case, and those for each item of the connection they are in. */
interface Count {
  readonly flat: number;
  readonly each: number;
}

export interface CostRequest {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * How many objects a valid operation asks for, at most: each counts one, page sizes multiply, scalars are free. A fragment
 * is counted once and multiplied where it is spread, so the time grows with the text alone.
 */
export function costOf({ schema, operation, fragments, variables }: CostRequest): number {
  const values = { ...defaultsOf(operation), ...variables };
  const counted = new Map<string, Count>();

  function ofSet(set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined): Count {
    let [flat, each] = [0, 0];
    for (const selection of set?.selections ?? []) {
      const count = ofSelection(selection, type);
      flat = capped(flat + count.flat);
      each = capped(each + count.each);
    }
    return { flat, each };
  }

  function ofSelection(selection: SelectionNode, type: GraphQLNamedType | undefined): Count {
    if (selection.kind === Kind.FIELD) return ofField(selection, type);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    const { typeCondition } = selection;
    return ofSet(selection.selectionSet, typeCondition ? schema.getType(typeCondition.name.value) : type);
  }

  function ofFragment(name: string): Count {
    const known = counted.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const count = ofSet(fragment?.selectionSet, schema.getType(fragment?.typeCondition.name.value ?? ''));
    counted.set(name, count);
    return count;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Count {
    const field = definitionOf(node.name.value, parent);
    const type = field && getNamedType(field.type);
    if (!field || !isCompositeType(type)) return { flat: 0, each: 0 };
    const inner = ofSet(node.selectionSet, type);
    const one = capped(1 + inner.flat + inner.each * pageSizeOf(node, field));
    if (!isListType(getNullableType(field.type))) return { flat: one, each: 0 };
    if (parent?.name.endsWith('Connection')) return { flat: 0, each: one };
    return { flat: capped(one * listSizeOf(node, field, parent)), each: 0 };
  }

  function pageSizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    return sizeOf(node, field, 'first') ?? sizeOf(node, field, 'last') ?? PAGE;
  }

  function listSizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>, parent?: GraphQLNamedType): number {
    if (parent?.name.startsWith('__')) return field.name === 'types' ? TYPES : INTROSPECTED;
    return SIZES.map((argument) => sizeOf(node, field, argument)).find((size) => size !== null) ?? UNSIZED;
  }

  /** The size that an argument gives; null: none. */
  function sizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>, name: string): number | null {
    const argument = field.args.find((candidate) => candidate.name === name);
    if (!argument) return null;
    const given = node.arguments?.find((candidate) => candidate.name.value === name);
    const value = given && valueFromASTUntyped(given.value, values);
    const size = value === undefined || value === null ? argument.defaultValue : value;
    if (Array.isArray(size)) return size.length;
    return typeof size === 'number' ? Math.min(Math.max(size, 0), LARGEST_SIZE) : null;
  }

  return ofSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined).flat;
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

function definitionOf(name: string, parent: GraphQLNamedType | undefined) {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

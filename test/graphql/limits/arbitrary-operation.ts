import fc from 'fast-check';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isObjectType,
} from 'graphql';
import { readFileSync } from 'node:fs';

export const schema: GraphQLSchema = buildSchema(
  readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'),
);

/** An operation in two spellings: with fragments, and with what they stand for in their place. */
export interface SpelledOperation {
  readonly withFragments: string;
  readonly spelledOut: string;
}

interface Spelled {
  readonly text: string;
  readonly fragments: readonly string[];
  readonly spelledOut: string;
}

const DEEPEST = 5;
const LEAF: Spelled = { text: '__typename', fragments: [], spelledOut: '__typename' };
/** Arguments that fields cannot do without, and sizes. */
const ARGUMENTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  dataset: fc.constant('(id: "x")'),
  groups: fc.nat(3).map((limit) => `(by: [HOUR], limit: ${limit})`),
  sample: fc.option(fc.nat(3)).map((count) => (count === null ? '(count: 2)' : `(count: ${count})`)),
  preview: fc.nat(3).map((count) => `(count: ${count})`),
};

/** Random operations on objects of the service; no field is asked for twice in one place. */
export const spelledOperations: fc.Arbitrary<SpelledOperation> = selectionOf(
  schema.getQueryType() as GraphQLObjectType,
  DEEPEST,
).map(({ text, fragments, spelledOut }) => ({
  withFragments: `{ ${text} } ${fragments.join(' ')}`,
  spelledOut: `{ ${spelledOut} }`,
}));

let named = 0;

function selectionOf(type: GraphQLObjectType, levels: number): fc.Arbitrary<Spelled> {
  const fields = Object.values(type.getFields()).filter(
    (field) => isObjectType(getNamedType(field.type)) && !field.name.startsWith('node') && field.name !== 'profile',
  );
  const wide = type.name === 'CallRecordConnection' || type.name.endsWith('Connection');
  const usable = wide
    ? Object.values(type.getFields()).filter((f) => ['edges', 'nodes', 'pageInfo'].includes(f.name))
    : fields;
  if (levels === 0 || usable.length === 0) return fc.constant(LEAF);
  return fc
    .subarray(usable, { minLength: 1, maxLength: Math.min(3, usable.length) })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map((field) =>
          fc
            .tuple(
              argumentsOf(field),
              fc.boolean(),
              selectionOf(getNamedType(field.type) as GraphQLObjectType, levels - 1),
            )
            .map(([args, asFragment, inner]): Spelled => {
              const text = `${field.name}${args} { ${inner.text} }`;
              const spelledOut = `${field.name}${args} { ${inner.spelledOut} }`;
              if (!asFragment) return { text, spelledOut, fragments: inner.fragments };
              const name = `F${named++}`;
              return {
                text: `...${name}`,
                spelledOut,
                fragments: [...inner.fragments, `fragment ${name} on ${type.name} { ${text} }`],
              };
            }),
        ),
      ),
    )
    .map((parts) => ({
      text: parts.map(({ text }) => text).join(' '),
      spelledOut: parts.map(({ spelledOut }) => spelledOut).join(' '),
      fragments: parts.flatMap(({ fragments }) => fragments),
    }));
}

function argumentsOf(field: { name: string; args: readonly { name: string }[]; type: unknown }): fc.Arbitrary<string> {
  const fixed = ARGUMENTS[field.name];
  if (fixed) return fixed;
  const paged = field.args.some(({ name }) => name === 'first') && !isListType(getNullableType(field.type as never));
  if (!paged) return fc.constant('');
  return fc.tuple(fc.constantFrom('first', 'last'), fc.nat(3)).map(([name, size]) => `(${name}: ${size})`);
}

import fc from 'fast-check';
import {
  type ArgumentNode,
  type FieldNode,
  getIntrospectionQuery,
  getNullableType,
  type GraphQLResolveInfo,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  execute,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from '../../../src/graphql/limits/document-shape.js';
import { costOf } from '../../../src/graphql/limits/operation-cost.js';
import { schema, spelledOperations } from './arbitrary-operation.js';

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  return costOf({ schema, operation, fragments: fragmentsOf(document), variables });
}

describe('the cost of an operation', () => {
  it('is the number of objects in the largest answer to it', () => {
    fc.assert(
      fc.property(spelledOperations, ({ withFragments, spelledOut }) => {
        const objects = objectsIn(largestAnswer(spelledOut)) - 1; // the answer itself is none that was asked for
        expect(cost(spelledOut)).toBe(objects);
        expect(cost(withFragments)).toBe(objects);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, string, Record<string, unknown>, number]>([
    ['a page of the size given', '{ profiles(first: 7) { nodes { name } } }', {}, 8],
    ['both nodes and edges', '{ profiles(first: 7) { nodes { name } edges { node { name } } } }', {}, 22],
    ['a page of 50 where none is given', '{ profiles { nodes { name } } }', {}, 51],
    ['the size in a variable', 'query ($n: Int) { profiles(first: $n) { nodes { name } } }', { n: 9 }, 10],
    ['the default of a variable', 'query ($n: Int = 4) { profiles(first: $n) { nodes { name } } }', {}, 5],
    ['a variable that is null as none', 'query ($n: Int) { profiles(first: $n) { nodes { name } } }', { n: null }, 51],
    ['the default of an argument', '{ preview { id } }', {}, 10],
    ['an object for each id', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] }, 3],
    ['nothing for scalars', '{ __typename }', {}, 0],
    [
      'pages in pages multiplied',
      '{ profiles(first: 5) { nodes { datasets(first: 3) { nodes { id } } } } }',
      {},
      1 + 5 * (1 + 1 + 3),
    ],
    [
      'a page through fragments on its connection',
      '{ profiles(first: 5) { ...P } } fragment P on ProfileConnection { ...Q } fragment Q on ProfileConnection { nodes { id } }',
      {},
      6,
    ],
  ])('counts %s', (_what, query, variables, expected) => {
    expect(cost(query, variables)).toBe(expected);
  });

  it('lets a schema be asked for as tools do', () => {
    const query = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true, oneOf: true });
    expect(cost(query)).toBeLessThan(50_000);
  });

  it('counts fragments in fragments, each spread twice, without going through them again and again', () => {
    const levels = Array.from(
      { length: 100 },
      (_, i) =>
        `fragment F${i} on Profile { datasets(first: 1) { nodes { profile { ...F${i + 1} } } edges { node { profile { ...F${i + 1} } } } } }`,
    );
    const query = `{ profile(id: "x") { ...F0 } } ${levels.join(' ')} fragment F100 on Profile { id }`;
    expect(cost(query)).toBeGreaterThan(2 ** 52);
  });
});

/** What the service would answer if every list was as long as the operation lets it be. */
function largestAnswer(query: string): unknown {
  return execute({
    schema,
    document: parse(query),
    rootValue: {},
    fieldResolver: (parent: { size?: number }, _args, _context, info) => {
      const type = getNullableType(info.returnType);
      const size = sizeGiven(info) ?? parent.size ?? 3;
      if (isListType(type)) return Array.from({ length: size }, () => ({}));
      if (isCompositeType(type))
        return { size: info.parentType.name.endsWith('Connection') ? undefined : sizeGiven(info) };
      return isLeafType(type) && isNonNullType(info.returnType) ? 0 : null;
    },
  });
}

function sizeGiven({ fieldNodes: [node] }: GraphQLResolveInfo): number | undefined {
  const given = (node as FieldNode).arguments?.find(({ name }: ArgumentNode) =>
    ['first', 'last', 'count', 'limit'].includes(name.value),
  );
  return given && 'value' in given.value ? Number(given.value.value) : undefined;
}

function objectsIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.reduce((sum: number, item) => sum + objectsIn(item), 0);
  if (typeof answer !== 'object' || answer === null) return 0;
  const { data = answer } = answer as { data?: unknown };
  return Object.values(data as object).reduce((sum: number, value) => sum + objectsIn(value), 1);
}

import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { pairsIn, shapeOf } from '../../../src/graphql/limits/document-shape.js';
import { spelledOperations } from './arbitrary-operation.js';

const shape = (query: string) => shapeOf(parse(query));

describe('the shape of a document', () => {
  it('is the same with fragments and without', () => {
    fc.assert(
      fc.property(spelledOperations, ({ withFragments, spelledOut }) => {
        const { depth, rootFields } = shape(withFragments);
        expect({ depth, rootFields }).toEqual({ depth: depthOf(spelledOut), rootFields: shape(spelledOut).rootFields });
      }),
      { numRuns: 300 },
    );
  });

  it('counts aliases, and fields that stand beside themselves, each time that a fragment is spread', () => {
    const query = '{ a: x y y y { ...F } z { ...F } } fragment F on T { b: x c: x ... on T { d: x } }';
    expect(shape(query).aliases).toBe(1 + 2 + 3 + 3);
  });

  it('counts levels of an introspection by themselves', () => {
    expect(shape('{ __schema { types { fields { name } } } a { b } }')).toMatchObject({
      depth: 2,
      introspectionDepth: 4,
    });
  });

  it('takes the largest of several operations', () => {
    expect(shape('query A { a b c } query B { a { b { c: d } } }')).toEqual({
      depth: 3,
      introspectionDepth: 0,
      aliases: 1,
      rootFields: 3,
    });
  });

  it.each([
    ['itself', '{ ...A } fragment A on T { a ...A }'],
    ['one that spreads it', '{ ...A } fragment A on T { a ...B } fragment B on T { b ...A }'],
    ['one that is not there', '{ a ...A }'],
  ])('ends where a fragment spreads %s', (_what, query) => {
    expect(shape(query).depth).toBe(1);
  });

  it('counts pairs of fields with one name, and of spreads, as they are written', () => {
    expect(pairsIn(parse('{ a { a a } b ...F ...F } fragment F on T { b c: b }'))).toBe(3 + 1 + 1);
  });
});

function depthOf(text: string): number {
  let [open, deepest] = [0, 0];
  for (const character of text) {
    if (character === '{') open++;
    if (character === '}') open--;
    deepest = Math.max(deepest, open);
  }
  return deepest;
}

import { InvalidInputError } from '../../domain/errors.js';

/** Lists and objects inside each other: filters are the deepest input, five conditions with two levels each. */
const MAX_DEPTH = 32;
/** The largest filter has fifty lists of two hundred items. */
const MAX_VALUES = 20_000;
/** For each object, every field that it could have is looked for. */
const MAX_OBJECTS = 1_000;

/** Why variables are not even looked at; null: they are. Walks without recursion, no further than what is allowed. */
export function variableFaults(variables: Readonly<Record<string, unknown>>): InvalidInputError | null {
  let [values, objects] = [0, 0];
  for (const [name, variable] of Object.entries(variables)) {
    let level: unknown[] = [variable];
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > MAX_DEPTH) return tooLarge(name, `is nested more than ${MAX_DEPTH} levels deep`);
      const inner: unknown[] = [];
      for (const value of level) {
        if (typeof value !== 'object' || value === null) continue;
        const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
        values += members.length;
        if (!Array.isArray(value) && ++objects > MAX_OBJECTS) return tooLarge(name, sum(MAX_OBJECTS, 'objects'));
        if (values > MAX_VALUES) return tooLarge(name, sum(MAX_VALUES, 'values'));
        for (const member of members) inner.push(member);
      }
      level = inner;
    }
  }
  return null;
}

function sum(count: number, what: string): string {
  return `has, with the variables before it, more than ${count.toLocaleString('en-US')} ${what}`;
}

function tooLarge(name: string, what: string): InvalidInputError {
  const path = [name.slice(0, 200)];
  return new InvalidInputError([{ path, code: 'TOO_LARGE', message: `The variable '${path[0]}' ${what}.` }]);
}

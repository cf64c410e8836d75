import { nextTurn } from '../graphql/turns.js';

/** Milliseconds after which others have their turn. */
const AT_ONCE = 1;

/** JSON of an answer, as JSON.stringify writes it, in pieces between which others have their turn. */
export async function unhurriedJson(value: unknown): Promise<string> {
  const written: string[] = [];
  let began = performance.now();
  for (const piece of piecesOf(value)) {
    written.push(piece);
    if (performance.now() - began < AT_ONCE) continue;
    await nextTurn();
    began = performance.now();
  }
  return written.join('');
}

function* piecesOf(value: unknown): Generator<string> {
  if (!isWide(value)) yield JSON.stringify(value) ?? 'null';
  else if (Array.isArray(value)) yield* listOf(value);
  else yield* objectOf(value);
}

function* listOf(items: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [index, item] of items.entries()) {
    if (index > 0) yield ',';
    yield* piecesOf(item);
  }
  yield ']';
}

function* objectOf(value: object): Generator<string> {
  yield '{';
  let separator = '';
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (member === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    yield* piecesOf(member);
  }
  yield '}';
}

/** Whether a value has lists or objects in it, and so may be long. */
function isWide(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false;
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object' && item !== null);
  for (const name in value) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof member === 'object' && member !== null) return true;
  }
  return false;
}

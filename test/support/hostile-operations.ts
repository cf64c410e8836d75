/** Operations that ask for far more than any client needs, each with the limit that it goes beyond. */
export const HOSTILE_OPERATIONS: readonly (readonly [what: string, query: string, limit: string])[] = [
  ['1,000 levels of fields', `${'{ a'.repeat(1_000)}${'}'.repeat(1_000)}`, 'depth'],
  ['13 levels of fields', `${'{ a'.repeat(13)}${'}'.repeat(13)}`, 'depth'],
  ['2,000 lists in each other', `{ profile(id: ${'['.repeat(1_990)}${']'.repeat(1_990)}) { id } }`, 'depth'],
  ['1,000 aliases', `{ ${repeated(1_000, (i) => `a${i}: __typename`)} }`, 'aliases'],
  ['10,000 aliases', `{ ${repeated(10_000, (i) => `a${i}:__typename`)} }`, 'characters'],
  ['a field 1,000 times', `{ serverInfo { ${repeated(1_000, () => 'version')} } }`, 'aliases'],
  [
    'aliases in fragments in fragments',
    `{ ...F0 } ${repeated(10, (i) => `fragment F${i} on Query { ...F${i + 1} ... { ...F${i + 1} } }`)} fragment F10 on Query { a: __typename }`,
    'aliases',
  ],
  ['4,001 tokens', `{ ${repeated(3_999, () => 'a')} }`, 'tokens'],
  ['21 root fields', `{ ${repeated(21, (i) => `field${i}`)} }`, 'rootFields'],
  ['100 directives', `{ __typename ${repeated(100, () => '@skip(if: true)')} }`, 'directives'],
  [
    '300 fragments beside each other',
    `{ ${repeated(300, (i) => `...F${i}`)} } ${repeated(300, (i) => `fragment F${i} on Query { __typename }`)}`,
    'pairs',
  ],
  ['pages of pages', '{ profiles(first: 500) { nodes { datasets(first: 500) { nodes { id } } } } }', 'cost'],
  ['a text of 250,000 characters', `{ __typename } # ${'x'.repeat(250_000)}`, 'characters'],
];

export const CIRCULAR_FRAGMENTS =
  '{ ...A } fragment A on Query { profiles { totalCount } ...B } fragment B on Query { ...A }';

/** A request with objects in objects in a variable, as text: to write it down from objects would take too deep a recursion. */
export function nestedRequest(query: string, levels: number): string {
  const filter = `${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`;
  return `{"query":${JSON.stringify(query)},"variables":{"filter":${filter}}}`;
}

function repeated(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join(' ');
}

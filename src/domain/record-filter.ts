import { type InputIssue, InvalidInputError } from './errors.js';
import {
  type EnumFilter,
  filterFaults,
  type IntFilter,
  type LocalDateTimeFilter,
  type StringFilter,
} from './filters.js';
import { COLUMNS, type ColumnName, type RECORD_COLUMNS, type RecordColumn } from './record-schema.js';

type Entry<Name extends ColumnName> = Extract<(typeof RECORD_COLUMNS)[number], { readonly name: Name }>;

type FilterOf<Name extends ColumnName> = Entry<Name>['kind'] extends 'INTEGER'
  ? IntFilter
  : Entry<Name>['kind'] extends 'TIMESTAMP'
    ? LocalDateTimeFilter
    : StringFilter | EnumFilter<string>;

/**
 * Conditions on records; all that are given must hold, so that no condition at all holds for every record. `or` of
 * nothing holds for none. A condition either holds or does not: on a value that is not there it does not, whatever it
 * asks, `ne` and `notIn` included, and so its `not` does. Only `isNull` and the empty lists look past that: `isNull`
 * asks for the missing value, `in: []` holds never and `notIn: []` always.
 */
export type CallRecordFilter = {
  readonly and?: readonly CallRecordFilter[];
  readonly or?: readonly CallRecordFilter[];
  readonly not?: CallRecordFilter;
} & { readonly [Name in ColumnName]?: FilterOf<Name> };

/** The operators of a column's conditions: their values have its type, those of `in` and `notIn` are lists of it. */
export type FilterOperator = keyof StringFilter | keyof IntFilter;

export const MAX_CONDITIONS = 50;
/** How deep `and`, `or` and `not` may stand in one another. */
export const MAX_FILTER_DEPTH = 5;

type Path = readonly (string | number)[];

/**
 * What a filter asks for, in one form for all ways to write it: undefined members dropped, keys sorted. Null when it
 * asks for nothing. Throws InvalidInputError with every problem.
 */
export function checkedRecordFilter(filter: CallRecordFilter | null | undefined): CallRecordFilter | null {
  if (filter === null || filter === undefined) return null;
  const tooDeep = depthIssue(filter, ['filter'], 0);
  if (tooDeep) throw new InvalidInputError([tooDeep]);
  const issues = filterFaults(filter, ['filter']);
  const conditions = countConditions(filter);
  if (conditions > MAX_CONDITIONS) {
    const message = `filter has ${conditions} conditions; at most ${MAX_CONDITIONS} are allowed.`;
    issues.push({ path: ['filter'], code: 'TOO_LARGE', message });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  const plain = canonical(filter) as CallRecordFilter;
  return Object.keys(plain).length === 0 ? null : plain;
}

/** The columns that a filter has conditions on. */
export function columnsOf(filter: CallRecordFilter): readonly (RecordColumn & { readonly name: ColumnName })[] {
  return COLUMNS.filter(({ name }) => filter[name] !== undefined);
}

/** The filters that stand directly in a filter. */
function nested(filter: CallRecordFilter): { readonly filter: CallRecordFilter; readonly path: Path }[] {
  const lists = (['and', 'or'] as const).flatMap((name) =>
    (filter[name] ?? []).map((member, index) => ({ filter: member, path: [name, index] })),
  );
  return filter.not ? [...lists, { filter: filter.not, path: ['not'] }] : lists;
}

function depthIssue(filter: CallRecordFilter, path: Path, depth: number): InputIssue | undefined {
  if (depth > MAX_FILTER_DEPTH) {
    const message = `${path.join('.')} stands ${depth} deep; and, or and not may stand at most ${MAX_FILTER_DEPTH} deep in one another.`;
    return { path, code: 'TOO_LARGE', message };
  }
  for (const member of nested(filter)) {
    const issue = depthIssue(member.filter, [...path, ...member.path], depth + 1);
    if (issue) return issue;
  }
  return undefined;
}

function countConditions(filter: CallRecordFilter): number {
  const own = COLUMNS.map(
    ({ name }) => Object.values(filter[name] ?? {}).filter((operand) => operand !== undefined).length,
  );
  const inner = nested(filter).map((member) => countConditions(member.filter));
  return [...own, ...inner].reduce((sum, count) => sum + count, 0);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, canonical(member)]),
  );
}

import {
  type ColumnName,
  columnNamed,
  DEFAULT_COLUMNS,
  fieldOf,
  isMeasured,
  type RecordColumn,
  type RecordFilter,
  type RecordOrder,
} from './record-columns.js';

/** `is` and `not` take any number of values and mean one, or none, of them; the others take one. */
const OPERATORS = ['is', 'not', 'gte', 'lte', 'contains', 'isNull'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A condition that one reads and takes back as one. */
export interface Condition {
  readonly column: ColumnName;
  readonly operator: Operator;
  readonly values: readonly string[];
}

export interface SortKey {
  readonly column: ColumnName;
  readonly descending: boolean;
}

/** What of a dataset's records is looked at, and how: one state for the table and every chart. */
export interface RecordView {
  readonly conditions: readonly Condition[];
  readonly sort: readonly SortKey[];
  readonly columns: readonly ColumnName[];
}

export const MOST_SORT_KEYS = 3;

/** The conditions as the API takes them; what is no number where one is wanted is left out. */
export function filterOf(conditions: readonly Condition[]): RecordFilter | null {
  const filter: Record<string, Record<string, unknown>> = {};
  for (const { column, operator, values } of conditions) {
    const operands = values.map((value) => operandOf(column, operator, value)).filter((value) => value !== null);
    if (operands.length === 0) continue;
    filter[column] = { ...filter[column], ...comparison(operator, operands) };
  }
  return Object.keys(filter).length === 0 ? null : filter;
}

export function orderOf(sort: readonly SortKey[]): RecordOrder[] | null {
  if (sort.length === 0) return null;
  return sort.map(({ column, descending }) => ({
    field: fieldOf(column),
    direction: descending ? ('DESC' as const) : ('ASC' as const),
  }));
}

function comparison(operator: Operator, operands: readonly unknown[]): Record<string, unknown> {
  const [first] = operands;
  if (operator === 'is') return operands.length === 1 ? { eq: first } : { in: operands };
  if (operator === 'not') return operands.length === 1 ? { ne: first } : { notIn: operands };
  return { [operator]: first };
}

function operandOf(name: ColumnName, operator: Operator, value: string): string | number | boolean | null {
  if (operator === 'isNull') return value === 'true';
  const kind = columnNamed(name)?.kind;
  if (kind !== 'NUMBER' && kind !== 'SECONDS') return value;
  return /^-?\d{1,9}$/.test(value) ? Number(value) : null;
}

/** Whether this is a value that the column is compared with so: a number where one is wanted. */
export function isOperand(column: ColumnName, operator: Operator, value: string): boolean {
  return operandOf(column, operator, value) !== null;
}

/** The values that `is` asks for in a column. */
export function chosenIn(conditions: readonly Condition[], column: ColumnName): readonly string[] {
  return conditions.find((each) => each.column === column && each.operator === 'is')?.values ?? [];
}

/** The conditions with this one in place of what was there of its kind; without values it is gone. */
export function withCondition(conditions: readonly Condition[], condition: Condition): Condition[] {
  const at = conditions.findIndex((each) => each.column === condition.column && each.operator === condition.operator);
  const given = condition.values.length > 0 ? [condition] : [];
  return at < 0 ? [...conditions, ...given] : [...conditions.slice(0, at), ...given, ...conditions.slice(at + 1)];
}

/** Takes a value into those that `is` asks for, or takes it back. */
export function toggled(conditions: readonly Condition[], column: ColumnName, value: string): Condition[] {
  const chosen = chosenIn(conditions, column);
  const values = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return withCondition(conditions, { column, operator: 'is', values });
}

export function withoutColumns(conditions: readonly Condition[], columns: readonly ColumnName[]): Condition[] {
  return conditions.filter(({ column }) => !columns.includes(column));
}

/** The view that the address describes. What it does not know in there is nothing to it. */
export function viewIn(parameters: URLSearchParams): RecordView {
  return { conditions: conditionsIn(parameters), sort: sortIn(parameters), columns: columnsIn(parameters) };
}

/** `hour=7&hour=8&totalTime.gte=600&sort=-totalTime`: other parameters stay as they are. */
export function parametersOf(view: RecordView, before: URLSearchParams): URLSearchParams {
  const parameters = new URLSearchParams(before);
  for (const name of before.keys())
    if (conditionKey(name) || name === 'sort' || name === 'columns') parameters.delete(name);
  for (const { column, operator, values } of view.conditions)
    for (const value of values) parameters.append(operator === 'is' ? column : `${column}.${operator}`, value);
  if (view.sort.length > 0)
    parameters.set('sort', view.sort.map(({ column, descending }) => (descending ? `-${column}` : column)).join(','));
  if (view.columns.join() !== DEFAULT_COLUMNS.join()) parameters.set('columns', view.columns.join(','));
  return parameters;
}

function conditionsIn(parameters: URLSearchParams): Condition[] {
  let conditions: Condition[] = [];
  for (const [name, value] of parameters) {
    const key = conditionKey(name);
    if (!key || !isOperand(key.column, key.operator, value)) continue;
    const same = conditions.find((each) => each.column === key.column && each.operator === key.operator);
    const several =
      same && (key.operator === 'is' || key.operator === 'not') && columnNamed(key.column)?.kind !== 'STAMP';
    conditions = withCondition(conditions, { ...key, values: several ? [...same.values, value] : [value] });
  }
  return conditions;
}

function conditionKey(name: string): Pick<Condition, 'column' | 'operator'> | null {
  const [columnName = '', operatorName = 'is', ...more] = name.split('.');
  const column = columnNamed(columnName);
  const operator = OPERATORS.find((each) => each === operatorName);
  if (!column || !operator || more.length > 0 || !allows(column, operator)) return null;
  return { column: column.name, operator };
}

/** Whether the API compares values of such a column so. */
export function allows(column: RecordColumn, operator: Operator): boolean {
  if (operator === 'gte' || operator === 'lte') return isMeasured(column);
  if (operator === 'contains') return column.kind === 'TEXT';
  if (operator === 'isNull') return column.nullable;
  return column.kind !== 'STAMP' || operator === 'is';
}

function sortIn(parameters: URLSearchParams): SortKey[] {
  const keys = (parameters.get('sort') ?? '').split(',').flatMap((text) => {
    const column = columnNamed(text.replace(/^-/, ''))?.name;
    return column ? [{ column, descending: text.startsWith('-') }] : [];
  });
  return keys.slice(0, MOST_SORT_KEYS);
}

function columnsIn(parameters: URLSearchParams): readonly ColumnName[] {
  const names = (parameters.get('columns') ?? '').split(',').flatMap((text) => columnNamed(text)?.name ?? []);
  return names.length === 0 ? DEFAULT_COLUMNS : [...new Set(names)];
}

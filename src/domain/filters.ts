import { type InputIssue, InvalidInputError } from './errors.js';
import type { DatasetStatus } from './dataset.js';

/** Conditions on a text; all that are given must hold. */
export interface StringFilter {
  readonly eq?: string;
  readonly ne?: string;
  readonly in?: readonly string[];
  readonly notIn?: readonly string[];
  readonly contains?: string;
  readonly startsWith?: string;
}

/** Conditions on a value of a closed set; all that are given must hold. */
export interface EnumFilter<Value> {
  readonly eq?: Value;
  readonly ne?: Value;
  readonly in?: readonly Value[];
  readonly notIn?: readonly Value[];
}

export interface ProfileFilter {
  readonly name?: StringFilter;
  readonly tag?: string;
  readonly builtIn?: boolean;
}

export interface DatasetFilter {
  readonly name?: StringFilter;
  readonly status?: EnumFilter<DatasetStatus>;
  readonly profileId?: string;
}

export const ORDER_DIRECTIONS = ['ASC', 'DESC'] as const;
export type OrderDirection = (typeof ORDER_DIRECTIONS)[number];

export const PROFILE_ORDER_FIELDS = ['NAME', 'CREATED_AT', 'UPDATED_AT'] as const;
export const DATASET_ORDER_FIELDS = ['NAME', 'CREATED_AT', 'RECORD_COUNT'] as const;

export interface Order<Field extends string> {
  readonly field: Field;
  readonly direction: OrderDirection;
}

export type ProfileOrder = Order<(typeof PROFILE_ORDER_FIELDS)[number]>;
export type DatasetOrder = Order<(typeof DATASET_ORDER_FIELDS)[number]>;

/** Conditions on a whole number; all that are given must hold. */
export interface IntFilter {
  readonly eq?: number;
  readonly ne?: number;
  readonly in?: readonly number[];
  readonly notIn?: readonly number[];
  readonly lt?: number;
  readonly lte?: number;
  readonly gt?: number;
  readonly gte?: number;
  readonly isNull?: boolean;
}

/** Conditions on a moment, 'YYYY-MM-DDTHH:mm:ss'; all that are given must hold. */
export interface LocalDateTimeFilter {
  readonly eq?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly gt?: string;
  readonly gte?: string;
  readonly isNull?: boolean;
}

const MAX_LIST = 200;

/** Throws InvalidInputError for nulls, which never mean 'no filter', and for lists that are too long. */
export function checkFilter(filter: unknown): void {
  const issues = filterFaults(filter, ['filter']);
  if (issues.length > 0) throw new InvalidInputError(issues);
}

/** The nulls and the lists that are too long in a filter or part of one. */
export function filterFaults(value: unknown, path: readonly (string | number)[]): InputIssue[] {
  const place = path.join('.');
  if (value === null)
    return [{ path, code: 'REQUIRED', message: `${place} is null; leave it out for no condition, or give a value.` }];
  if (Array.isArray(value) && value.length > MAX_LIST)
    return [
      { path, code: 'TOO_LARGE', message: `${place} has ${value.length} items; at most ${MAX_LIST} are allowed.` },
    ];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : filterFaults(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

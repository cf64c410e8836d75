import { type InputIssue, InvalidInputError } from './errors.js';

export const DEFAULT_PAGE_SIZE = 50;

/** Relay's paging arguments as they come in. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** How many, and from which end. */
export interface PageRequest {
  readonly count: number;
  readonly backward: boolean;
}

/** One page in connection order; flags are exact. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** The size and direction that the arguments ask for; throws InvalidInputError when they are out of range or contradict. */
export function pageRequest({ first, last }: PageArguments, maximum: number): PageRequest {
  const issues: InputIssue[] = [];
  for (const [name, value] of Object.entries({ first, last })) {
    if (typeof value !== 'number') continue;
    if (value < 0)
      issues.push({ path: [name], code: 'TOO_SMALL', message: `${name} is ${value}; it must be 0 to ${maximum}.` });
    if (value > maximum)
      issues.push({ path: [name], code: 'TOO_LARGE', message: `${name} is ${value}; it must be 0 to ${maximum}.` });
  }
  if (typeof first === 'number' && typeof last === 'number')
    issues.push({ path: ['last'], code: 'INVALID_VALUE', message: 'Give first or last, not both.' });
  if (issues.length > 0) throw new InvalidInputError(issues);
  if (typeof last === 'number') return { count: last, backward: true };
  return { count: first ?? DEFAULT_PAGE_SIZE, backward: false };
}

export function cursorIssue(name: 'after' | 'before', cursor: string, why: string): InvalidInputError {
  return new InvalidInputError([
    { path: [name], code: 'INVALID_VALUE', message: `The cursor '${cursor.slice(0, 200)}' ${why}` },
  ]);
}

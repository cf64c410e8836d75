import { type InputIssue, InvalidInputError } from '../../src/domain/errors.js';

/** Path and code of each problem that the work reports; fails when it throws anything else, or nothing. */
export function issuesOf(work: () => unknown): Pick<InputIssue, 'path' | 'code'>[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path, code }) => ({ path, code }));
    throw error;
  }
  throw new Error('the input was taken');
}

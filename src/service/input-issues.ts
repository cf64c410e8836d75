import type { z } from 'zod';
import { type InputIssue, InvalidInputError, type IssueCode } from '../domain/errors.js';

/** The results of all checks; throws one InvalidInputError with the problems of every one of them. */
export function gathered<Results extends readonly unknown[]>(
  ...checks: { readonly [Index in keyof Results]: () => Results[Index] }
): Results {
  const issues: InputIssue[] = [];
  const results = checks.map((check) => {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      issues.push(...error.issues);
    }
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
  return results as unknown as Results;
}

/** What zod found wrong, in our own words and codes. */
export function issuesOf(error: z.ZodError): InputIssue[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    return { path, code: codeOf(issue), message: `${path.join('.')}: ${issue.message}.` };
  });
}

function codeOf(issue: z.core.$ZodIssue): IssueCode {
  if (issue.code === 'too_small') return 'TOO_SMALL';
  if (issue.code === 'too_big') return 'TOO_LARGE';
  return 'INVALID_VALUE';
}

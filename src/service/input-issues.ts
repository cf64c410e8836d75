import type { z } from 'zod';
import type { InputIssue, IssueCode } from '../domain/errors.js';

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

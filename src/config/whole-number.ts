import { z } from 'zod';

/** A variable that holds a whole number. */
export function wholeNumber(minimum: number, maximum: number) {
  const rule = { error: `must be a whole number from ${minimum} to ${maximum}` };
  return z
    .string()
    .regex(/^\s*\d+\s*$/, rule)
    .transform(Number)
    .pipe(z.number().min(minimum, rule).max(maximum, rule));
}

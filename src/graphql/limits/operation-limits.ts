import { OperationTooComplexError } from '../../domain/errors.js';

/** What one operation may ask for, at most; known before any of it is done. */
export interface OperationLimits {
  /** Fields inside each other. */
  readonly depth: number;
  /** The same where the schema is asked for. */
  readonly introspectionDepth: number;
  /** Aliases, and fields that are asked for again beside themselves. */
  readonly aliases: number;
  readonly tokens: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Pairs of fields of one name and pairs of fragment spreads: what validation compares with each other. */
  readonly pairs: number;
  /** Objects: each that is asked for counts one, page sizes multiply. */
  readonly cost: number;
}

const NAMES: Readonly<Record<keyof OperationLimits, string>> = {
  depth: 'levels of fields',
  introspectionDepth: 'levels of fields in an introspection',
  aliases: 'aliases or repeated fields',
  tokens: 'tokens',
  rootFields: 'root fields',
  directives: 'directives',
  pairs: 'pairs of equally named fields or of fragment spreads',
  cost: 'objects',
};

/** The error for what goes over a limit; null: it does not. */
export function excess(
  limits: OperationLimits,
  limit: keyof OperationLimits,
  actual: number,
): OperationTooComplexError | null {
  return actual > limits[limit] ? new OperationTooComplexError(limit, NAMES[limit], actual, limits[limit]) : null;
}

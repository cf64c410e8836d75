import { DomainError, NotFoundError } from '../domain/errors.js';
import { keyIn, type NodeType } from '../domain/global-id.js';

/** Runs a mutation's work; the problems that it finds are reported under the argument `input`. */
export async function underInput<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DomainError ? error.under('input') : error;
  }
}

/** The key in a global id that an input names; throws NotFoundError when it is no id of that type. */
export function keyFrom(type: NodeType, id: string, path: readonly string[]): string {
  const key = keyIn(type, id);
  if (key === null) throw new NotFoundError(type, id.slice(0, 200), path);
  return key;
}

import { createHash } from 'node:crypto';
import type { IdempotencyRequest } from '../catalog/idempotency.js';
import { type Caller, personOf } from '../domain/caller.js';
import type { InputIssue } from '../domain/errors.js';

const MAX_KEY_LENGTH = 64;

/** The request that a caller's key and input stand for; null without a key. */
export function idempotencyOf(
  operation: string,
  input: { readonly idempotencyKey?: string | null | undefined },
  caller: Caller,
): IdempotencyRequest | null {
  const { idempotencyKey, ...rest } = input;
  if (idempotencyKey === null || idempotencyKey === undefined) return null;
  const inputHash = createHash('sha256')
    .update(JSON.stringify([operation, inKeyOrder(rest)]))
    .digest('hex');
  return { caller: personOf(caller), key: idempotencyKey, inputHash, now: new Date() };
}

export function idempotencyKeyIssues({
  idempotencyKey,
}: {
  readonly idempotencyKey?: string | null | undefined;
}): InputIssue[] {
  if (idempotencyKey === null || idempotencyKey === undefined) return [];
  const path = ['idempotencyKey'];
  const rule = `it must have 1 to ${MAX_KEY_LENGTH} characters.`;
  if (idempotencyKey.length === 0)
    return [{ path, code: 'TOO_SMALL', message: `The idempotency key is empty; ${rule}` }];
  if (idempotencyKey.length > MAX_KEY_LENGTH)
    return [
      { path, code: 'TOO_LARGE', message: `The idempotency key has ${idempotencyKey.length} characters; ${rule}` },
    ];
  return [];
}

/** The same value whatever order its members came in. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, inKeyOrder(member)]));
}

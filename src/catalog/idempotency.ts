import { IdempotencyMismatchError } from '../domain/errors.js';
import type { Transaction } from './catalog.js';

/** A caller's wish that the same key and input create once. */
export interface IdempotencyRequest {
  /** Whose keys these are; empty in open mode. */
  readonly caller: string;
  readonly key: string;
  /** Hash of operation and input. */
  readonly inputHash: string;
  readonly now: Date;
}

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Creates, or finds what the same key created in the last 24 hours; answers its id. Throws IdempotencyMismatchError when
 * the key was used with another input. When what it created is gone, it creates anew.
 */
export async function createOnce(
  tx: Transaction,
  request: IdempotencyRequest | null,
  exists: (id: string) => Promise<boolean>,
  create: () => Promise<string>,
): Promise<string> {
  if (!request) return create();
  const { caller, key, inputHash, now } = request;
  await tx.idempotencyKey.deleteMany({ where: { createdAt: { lt: forgottenBefore(now) } } });
  const created = await resultIn(tx, request);
  if (created !== null && (await exists(created))) return created;
  const resultId = await create();
  const entry = { inputHash, resultId, createdAt: now };
  await tx.idempotencyKey.upsert({
    where: { caller_key: { caller, key } },
    create: { caller, key, ...entry },
    update: entry,
  });
  return resultId;
}

/**
 * The id of what the same key created in the last 24 hours, which may be gone since; null: nothing. Throws
 * IdempotencyMismatchError when the key was used with another input.
 */
export async function resultIn(
  tx: Transaction,
  { caller, key, inputHash, now }: IdempotencyRequest,
): Promise<string | null> {
  const used = await tx.idempotencyKey.findUnique({ where: { caller_key: { caller, key } } });
  if (!used || used.createdAt < forgottenBefore(now)) return null;
  if (used.inputHash !== inputHash) throw new IdempotencyMismatchError(key);
  return used.resultId;
}

function forgottenBefore(now: Date): Date {
  return new Date(now.getTime() - KEPT_MILLISECONDS);
}

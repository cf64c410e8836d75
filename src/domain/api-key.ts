import { z } from 'zod';
import type { Role } from './caller.js';

/** A key that callers show. Its text is told once, to whoever made it, and kept nowhere. */
export interface ApiKey {
  readonly id: string;
  /** Whose it is: keys of the same name own the same profiles and datasets. */
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  /** From then on it is good for nothing; null: never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export const API_KEY_STATUSES = ['ACTIVE', 'EXPIRED', 'REVOKED'] as const;
export type ApiKeyStatus = (typeof API_KEY_STATUSES)[number];

export function statusOfKey({ expiresAt, revokedAt }: ApiKey, now: Date): ApiKeyStatus {
  if (revokedAt !== null) return 'REVOKED';
  return expiresAt !== null && expiresAt.getTime() <= now.getTime() ? 'EXPIRED' : 'ACTIVE';
}

/** What a person decides about a key, beside its role. */
export const apiKeyTexts = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, { error: 'must not have control characters' }),
});

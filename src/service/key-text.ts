import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretHash } from '../catalog/api-key-repository.js';

/** A new key: its id, its text for whoever it is made for, and what is kept of its secret part. */
export interface NewKey {
  readonly id: string;
  readonly text: string;
  readonly secret: SecretHash;
}

/** A key as somebody shows it. */
export interface ShownKey {
  readonly id: string;
  readonly secret: string;
}

const SECRET_BYTES = 32;
const KEY_TEXT = /^s911_(?<id>[0-9a-f]{16})_(?<secret>[\w-]{43})$/;

/** The secret is 256 random bits, so a salted SHA-256 keeps it as well as a slow hash would. */
export function makeKey(): NewKey {
  const id = randomBytes(8).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const salt = randomBytes(16).toString('base64url');
  return { id, text: `s911_${id}_${secret}`, secret: { salt, hash: hashOf(secret, salt).toString('base64url') } };
}

/** The parts of a key in an Authorization header; null when it holds none. */
export function keyInHeader(authorization: string | undefined): ShownKey | null {
  const [, text = ''] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const { id, secret } = KEY_TEXT.exec(text)?.groups ?? {};
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** Whether this is the secret that was hashed; takes as long when it is not. */
export function isSecret(secret: string, { salt, hash }: SecretHash): boolean {
  return timingSafeEqual(hashOf(secret, salt), Buffer.from(hash, 'base64url'));
}

function hashOf(secret: string, salt: string): Buffer {
  return createHash('sha256').update(salt).update(secret).digest();
}

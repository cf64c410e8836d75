import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { SeekKey } from '../catalog/seek.js';
import { cursorIssue } from '../domain/connection.js';

/** What a cursor is good for: one collection, in one order, under one filter. */
export interface CursorScope {
  readonly collection: string;
  readonly order: string;
  readonly filter: unknown;
}

export type CursorKeys = readonly (string | number | null)[];

const VERSION = 1;
const SIGNATURE_BYTES = 8;
const payloadShape = z.tuple([
  z.literal(VERSION),
  z.string(),
  z.string(),
  z.string(),
  z.array(z.union([z.string(), z.number(), z.null()])),
]);

/** Makes and reads opaque cursors; a signature keeps garbage and foreign ones out. */
export class CursorCodec {
  constructor(private readonly secret: Buffer) {}

  encode({ collection, order, filter }: CursorScope, keys: CursorKeys): string {
    const payload = Buffer.from(JSON.stringify([VERSION, collection, order, hashOf(filter), keys]));
    return Buffer.concat([this.signature(payload), payload]).toString('base64url');
  }

  /** The keys in a cursor; throws InvalidInputError when it is garbage or was made for something else. */
  decode(argument: 'after' | 'before', cursor: string, scope: CursorScope): CursorKeys {
    const [, collection, order, filter, keys] = this.payload(argument, cursor);
    if (collection !== scope.collection)
      throw cursorIssue(argument, cursor, `belongs to other ${scope.collection.split(':')[0]}.`);
    if (order !== scope.order)
      throw cursorIssue(argument, cursor, 'was made in another order; begin again without it.');
    if (filter !== hashOf(scope.filter))
      throw cursorIssue(argument, cursor, 'was made under another filter; begin again without it.');
    return keys;
  }

  encodeSeekKey(scope: CursorScope, { value, id }: SeekKey): string {
    return this.encode(scope, [value instanceof Date ? value.toISOString() : value, id]);
  }

  private payload(argument: 'after' | 'before', cursor: string): z.infer<typeof payloadShape> {
    const bytes = Buffer.from(cursor, 'base64url');
    const payload = bytes.subarray(SIGNATURE_BYTES);
    const signed =
      bytes.length > SIGNATURE_BYTES && timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), this.signature(payload));
    if (!signed || bytes.toString('base64url') !== cursor)
      throw cursorIssue(argument, cursor, 'is not one that this service gave out.');
    return payloadShape.parse(JSON.parse(payload.toString()));
  }

  private signature(payload: Buffer): Buffer {
    return createHmac('sha256', this.secret).update(payload).digest().subarray(0, SIGNATURE_BYTES);
  }
}

/** Where a catalog's page begins or ends; null without a cursor. */
export function seekKeyFrom(
  cursors: CursorCodec,
  argument: 'after' | 'before',
  cursor: string | null | undefined,
  scope: CursorScope,
  field: string,
): SeekKey | null {
  if (cursor === null || cursor === undefined) return null;
  const [value = '', id = ''] = cursors.decode(argument, cursor, scope).map((key) => key ?? '');
  return { value: field.endsWith('_AT') ? new Date(value) : value, id: String(id) };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}

import { z } from 'zod';
import { wholeNumber } from './whole-number.js';

/** The variables that limits come from, with their defaults. */
export const limitVariables = {
  SYNTH911_MAX_BODY_BYTES: wholeNumber(1_024, 64 * 1024 * 1024).default(256 * 1024),
  SYNTH911_MAX_DEPTH: wholeNumber(1, 100).default(12),
  SYNTH911_MAX_INTROSPECTION_DEPTH: wholeNumber(1, 100).default(20),
  SYNTH911_MAX_ALIASES: wholeNumber(0, 10_000).default(30),
  SYNTH911_MAX_TOKENS: wholeNumber(1, 100_000).default(4_000),
  SYNTH911_MAX_ROOT_FIELDS: wholeNumber(1, 1_000).default(20),
  SYNTH911_MAX_DIRECTIVES: wholeNumber(0, 10_000).default(50),
  SYNTH911_MAX_PAIRS: wholeNumber(0, 10_000_000).default(10_000),
  SYNTH911_MAX_COST: wholeNumber(1, 1_000_000_000).default(50_000),
  SYNTH911_INTROSPECTION: z
    .enum(['on', 'off'], { error: "must be 'on' or 'off'" })
    .default('on')
    .transform((value) => value === 'on'),
  SYNTH911_OPERATION_SECONDS: wholeNumber(1, 3_600).default(15),
  SYNTH911_RATE: wholeNumber(1, 1_000_000).default(100),
  SYNTH911_MAX_OPERATIONS: wholeNumber(1, 10_000).default(50),
  SYNTH911_MAX_SOCKETS: wholeNumber(1, 100_000).default(20),
  SYNTH911_MAX_SUBSCRIPTIONS: wholeNumber(1, 100_000).default(100),
  SYNTH911_MAX_CONNECTIONS: wholeNumber(1, 100_000).default(1_000),
  SYNTH911_ARRIVAL_SECONDS: wholeNumber(1, 600).default(10),
  SYNTH911_MAX_KEY_JOBS: wholeNumber(1, 1_000_000).default(100),
  SYNTH911_MAX_KEY_BYTES: wholeNumber(1, Number.MAX_SAFE_INTEGER).nullable().default(null),
};

/** What the service takes from its clients, at most. */
export type Limits = Readonly<ReturnType<typeof limitsOf>>;

export function limitsOf(values: z.infer<z.ZodObject<typeof limitVariables>>) {
  return Object.freeze({
    /** Of a request's body, and of a WebSocket message. */
    bodyBytes: values.SYNTH911_MAX_BODY_BYTES,
    /** What one operation may ask for, known before any of it is done. */
    operation: Object.freeze({
      depth: values.SYNTH911_MAX_DEPTH,
      introspectionDepth: values.SYNTH911_MAX_INTROSPECTION_DEPTH,
      aliases: values.SYNTH911_MAX_ALIASES,
      tokens: values.SYNTH911_MAX_TOKENS,
      rootFields: values.SYNTH911_MAX_ROOT_FIELDS,
      directives: values.SYNTH911_MAX_DIRECTIVES,
      pairs: values.SYNTH911_MAX_PAIRS,
      cost: values.SYNTH911_MAX_COST,
    }),
    /** Whether the schema can be asked for. */
    introspection: values.SYNTH911_INTROSPECTION,
    /** After which the work for an operation is given up. */
    operationSeconds: values.SYNTH911_OPERATION_SECONDS,
    /** Operations a second of one client, large ones counting as several, where keys tell clients apart. */
    rate: values.SYNTH911_RATE,
    /** Operations of one client at once. */
    operations: values.SYNTH911_MAX_OPERATIONS,
    /** WebSockets of one client. */
    sockets: values.SYNTH911_MAX_SOCKETS,
    /** Of one client at once, over all its sockets. */
    subscriptions: values.SYNTH911_MAX_SUBSCRIPTIONS,
    /** TCP connections, of all clients together. */
    connections: values.SYNTH911_MAX_CONNECTIONS,
    /** Within which a request must have arrived, and a WebSocket must have been initialised. */
    arrivalSeconds: values.SYNTH911_ARRIVAL_SECONDS,
    /** Generations and exports of one key that wait or run. */
    keyJobs: values.SYNTH911_MAX_KEY_JOBS,
    /** That the datasets which one key made take on the disk; null: as many as fit. */
    keyBytes: values.SYNTH911_MAX_KEY_BYTES,
  });
}

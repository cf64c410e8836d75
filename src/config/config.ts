import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Limits, limitsOf, limitVariables } from './limits.js';
import { wholeNumber } from './whole-number.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the environment decides. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Whether the service may be open to everybody who reaches an address that is not a loopback one. */
  readonly open: boolean;
  /** Absolute. */
  readonly dataDir: string;
  readonly corsOrigins: readonly string[];
  /** Whose word on where a request comes from is taken: addresses, subnets and names of such. */
  readonly trustedProxies: readonly string[];
  readonly workers: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly maxRecordCount: number;
  /** Jobs that run at once. */
  readonly runningJobs: number;
  /** Jobs that may wait. */
  readonly maxWaitingJobs: number;
  /** Datasets whose work ended longer ago are deleted; null: none is. */
  readonly retentionDays: number | null;
  /** The oldest datasets are deleted until all have no more bytes than this; null: none is. */
  readonly retentionBytes: number | null;
  /** For how many days it is known who did what. */
  readonly auditDays: number;
  /** For how long a download link is good, at most. */
  readonly maxLinkSeconds: number;
  /** After which a service that was told to end has ended, whatever still goes on. */
  readonly shutdownSeconds: number;
  /** Where OpenTelemetry traces are sent, by OTLP over HTTP; null: nowhere. */
  readonly traceEndpoint: string | null;
  readonly limits: Limits;
}

/** Every variable that the service reads, with its default. An empty value counts as not set. */
const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  SYNTH911_OPEN: z.enum(['0', '1'], { error: 'must be 1 or 0' }).default('0'),
  SYNTH911_DATA_DIR: z.string().default('./data'),
  SYNTH911_CORS_ORIGINS: listOf(isOrigin, 'is no origin such as https://example.org'),
  SYNTH911_TRUST_PROXY: listOf(isAddressRange, "is no address or subnet such as 10.0.0.0/8, nor 'loopback'"),
  SYNTH911_WORKERS: wholeNumber(1, 256).default(availableParallelism()),
  SYNTH911_MAX_RECORDS: wholeNumber(1, 2_000_000_000).default(100_000_000),
  SYNTH911_RUNNING_JOBS: wholeNumber(1, 256).default(availableParallelism()),
  SYNTH911_MAX_WAITING_JOBS: wholeNumber(1, 1_000_000).default(10_000),
  SYNTH911_RETENTION_DAYS: wholeNumber(1, 36_500).nullable().default(null),
  SYNTH911_RETENTION_BYTES: wholeNumber(1, Number.MAX_SAFE_INTEGER).nullable().default(null),
  SYNTH911_AUDIT_DAYS: wholeNumber(1, 36_500).default(365),
  SYNTH911_MAX_LINK_SECONDS: wholeNumber(1, 31_536_000).default(86_400),
  SYNTH911_SHUTDOWN_SECONDS: wholeNumber(1, 86_400).default(9),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isHttpAddress, { error: 'must be an address such as http://127.0.0.1:4318' })
    .nullable()
    .default(null),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  ...limitVariables,
});

/** The environment does not make a configuration; the message names every fault. */
export class ConfigError extends Error {}

export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`).join('\n'));
  const values = parsed.data;
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    open: values.SYNTH911_OPEN === '1',
    dataDir: resolve(values.SYNTH911_DATA_DIR),
    corsOrigins: values.SYNTH911_CORS_ORIGINS,
    trustedProxies: values.SYNTH911_TRUST_PROXY,
    workers: values.SYNTH911_WORKERS,
    logLevel: values.LOG_LEVEL,
    maxRecordCount: values.SYNTH911_MAX_RECORDS,
    runningJobs: values.SYNTH911_RUNNING_JOBS,
    maxWaitingJobs: values.SYNTH911_MAX_WAITING_JOBS,
    retentionDays: values.SYNTH911_RETENTION_DAYS,
    retentionBytes: values.SYNTH911_RETENTION_BYTES,
    auditDays: values.SYNTH911_AUDIT_DAYS,
    maxLinkSeconds: values.SYNTH911_MAX_LINK_SECONDS,
    shutdownSeconds: values.SYNTH911_SHUTDOWN_SECONDS,
    traceEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    limits: limitsOf(values),
  });
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Names of subnets that are always the same. */
const NAMED_RANGES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

function isAddressRange(text: string): boolean {
  const [address = '', prefix] = text.split(/\/(.*)/, 2);
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (prefix === undefined) return bits > 0 || NAMED_RANGES.includes(text);
  return /^[1-9]\d*$/.test(prefix) && Number(prefix) <= bits;
}

/** A variable that holds a list, separated by commas. */
function listOf(isFit: (item: string) => boolean, fault: string) {
  return z
    .string()
    .default('')
    .transform((list) => list.split(',').map((item) => item.trim()))
    .transform((items) => items.filter((item) => item !== ''))
    .pipe(z.array(z.string().refine(isFit, { error: (issue) => `'${String(issue.input)}' ${fault}` })));
}

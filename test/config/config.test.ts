import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config/config.js';

function faultsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  const defaults = {
    port: 4000,
    host: '127.0.0.1',
    open: false,
    dataDir: join(process.cwd(), 'data'),
    corsOrigins: [],
    trustedProxies: [],
    workers: availableParallelism(),
    logLevel: 'info',
    maxRecordCount: 100_000_000,
    runningJobs: availableParallelism(),
    maxWaitingJobs: 10_000,
    retentionDays: null,
    retentionBytes: null,
    auditDays: 365,
    maxLinkSeconds: 86_400,
    shutdownSeconds: 9,
    traceEndpoint: null,
    limits: {
      bodyBytes: 262_144,
      operation: {
        depth: 12,
        introspectionDepth: 20,
        aliases: 30,
        tokens: 4_000,
        rootFields: 20,
        directives: 50,
        pairs: 10_000,
        cost: 50_000,
      },
      introspection: true,
      operationSeconds: 15,
      rate: 100,
      operations: 50,
      sockets: 20,
      subscriptions: 100,
      connections: 1_000,
      arrivalSeconds: 10,
      keyJobs: 100,
      keyBytes: null,
    },
  };

  it('has a default for everything', () => {
    expect(loadConfig({})).toEqual(defaults);
  });

  it('takes an empty value for none', () => {
    expect(loadConfig({ PORT: '', HOST: ' ', LOG_LEVEL: '', SYNTH911_DATA_DIR: '', SYNTH911_WORKERS: '\t' })).toEqual(
      defaults,
    );
  });

  it('reads every variable', () => {
    const config = loadConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      SYNTH911_OPEN: '1',
      SYNTH911_DATA_DIR: '/var/lib/synth911',
      SYNTH911_CORS_ORIGINS: 'https://example.org, http://localhost:5173,',
      SYNTH911_TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::1',
      SYNTH911_WORKERS: '3',
      SYNTH911_MAX_RECORDS: '5000',
      SYNTH911_RUNNING_JOBS: '4',
      SYNTH911_MAX_WAITING_JOBS: '50',
      SYNTH911_RETENTION_DAYS: '30',
      SYNTH911_RETENTION_BYTES: '50000000000',
      SYNTH911_AUDIT_DAYS: '7',
      SYNTH911_MAX_LINK_SECONDS: '60',
      SYNTH911_MAX_BODY_BYTES: '2048',
      SYNTH911_MAX_DEPTH: '1',
      SYNTH911_MAX_INTROSPECTION_DEPTH: '2',
      SYNTH911_MAX_ALIASES: '3',
      SYNTH911_MAX_TOKENS: '4',
      SYNTH911_MAX_ROOT_FIELDS: '5',
      SYNTH911_MAX_DIRECTIVES: '6',
      SYNTH911_MAX_PAIRS: '7',
      SYNTH911_MAX_COST: '8',
      SYNTH911_INTROSPECTION: 'off',
      SYNTH911_OPERATION_SECONDS: '9',
      SYNTH911_RATE: '10',
      SYNTH911_MAX_OPERATIONS: '11',
      SYNTH911_MAX_SOCKETS: '12',
      SYNTH911_MAX_SUBSCRIPTIONS: '13',
      SYNTH911_MAX_CONNECTIONS: '14',
      SYNTH911_ARRIVAL_SECONDS: '15',
      SYNTH911_MAX_KEY_JOBS: '16',
      SYNTH911_MAX_KEY_BYTES: '17',
      SYNTH911_SHUTDOWN_SECONDS: '600',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      LOG_LEVEL: 'debug',
    });
    expect(config).toEqual({
      port: 0,
      host: '0.0.0.0',
      open: true,
      dataDir: '/var/lib/synth911',
      corsOrigins: ['https://example.org', 'http://localhost:5173'],
      trustedProxies: ['loopback', '10.0.0.0/8', '2001:db8::1'],
      workers: 3,
      logLevel: 'debug',
      maxRecordCount: 5_000,
      runningJobs: 4,
      maxWaitingJobs: 50,
      retentionDays: 30,
      retentionBytes: 50_000_000_000,
      shutdownSeconds: 600,
      traceEndpoint: 'http://collector:4318',
      auditDays: 7,
      maxLinkSeconds: 60,
      limits: {
        bodyBytes: 2_048,
        operation: {
          depth: 1,
          introspectionDepth: 2,
          aliases: 3,
          tokens: 4,
          rootFields: 5,
          directives: 6,
          pairs: 7,
          cost: 8,
        },
        introspection: false,
        operationSeconds: 9,
        rate: 10,
        operations: 11,
        sockets: 12,
        subscriptions: 13,
        connections: 14,
        arrivalSeconds: 15,
        keyJobs: 16,
        keyBytes: 17,
      },
    });
  });

  it('ignores variables that are not its own', () => {
    expect(loadConfig({ PATH: '/bin', SYNTH911: 'x' })).toEqual(defaults);
  });

  it('makes the data folder absolute', () => {
    expect(loadConfig({ SYNTH911_DATA_DIR: 'elsewhere/x' }).dataDir).toBe(join(process.cwd(), 'elsewhere/x'));
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it.each([
    ['PORT', ['-1', '65536', '80a', '4000.5', '1e3', '0x50']],
    ['SYNTH911_WORKERS', ['0', '257', 'all', '-2']],
    ['SYNTH911_MAX_RECORDS', ['0', '2000000001', 'many']],
    ['SYNTH911_RETENTION_DAYS', ['0', '36501', 'ever']],
    ['SYNTH911_RETENTION_BYTES', ['0', '1 GB']],
    ['SYNTH911_CORS_ORIGINS', ['*', 'example.org', 'https://example.org/', 'https://example.org/path', 'null']],
    ['SYNTH911_TRUST_PROXY', ['1', 'true', '10.0.0.0/33', '::1/0', 'proxy.example', '10.0.0.1/8/9']],
    ['SYNTH911_OPEN', ['yes', 'true', '2']],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', ['collector:4318', '127.0.0.1', 'ftp://collector']],
    ['LOG_LEVEL', ['loud', 'INFO ']],
  ])('refuses a %s like %j and names it', (name, values) => {
    for (const value of values) expect(faultsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name}: .`)]);
  });

  it('names every fault at once', () => {
    const faults = faultsOf({
      PORT: 'http',
      SYNTH911_CORS_ORIGINS: 'https://example.org,nowhere,*',
      SYNTH911_WORKERS: '0',
      SYNTH911_MAX_RECORDS: '-1',
      LOG_LEVEL: 'loud',
    });
    expect(faults.map((fault) => fault.split(':')[0] ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'LOG_LEVEL',
      'PORT',
      'SYNTH911_CORS_ORIGINS',
      'SYNTH911_CORS_ORIGINS',
      'SYNTH911_MAX_RECORDS',
      'SYNTH911_WORKERS',
    ]);
    expect(faults.join('\n')).toContain("'nowhere'");
  });
});

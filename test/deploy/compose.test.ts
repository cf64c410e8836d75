import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { environmentFaults } from './environment-faults.js';

const FOLDER = join(import.meta.dirname, '../../deploy');

const size = z.string().regex(/^\d+(\.\d+)?[KMG]$/);
const seconds = z.string().regex(/^\d+s$/);
const cpus = z.string().regex(/^\d+(\.\d+)?$/);
const resources = z.strictObject({ cpus, memory: size });
/** What the Compose specification knows of a service, as far as it is used here; anything else is a slip of the pen. */
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string() }),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  read_only: z.literal(true),
  tmpfs: z.array(z.string().startsWith('/')),
  command: z.array(z.string()),
  volumes: z.array(z.string().regex(/^(\.\/)?[\w./-]+:\/[\w./-]+(:ro)?$/)),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)),
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.string()),
  depends_on: z.array(z.string()),
  stop_grace_period: seconds,
  healthcheck: z.strictObject({
    test: z.tuple([z.literal('CMD')], z.string()),
    interval: seconds,
    timeout: seconds,
    start_period: seconds,
    retries: z.int().min(1),
  }),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  pids_limit: z.int().min(1),
  deploy: z.strictObject({ resources: z.strictObject({ limits: resources, reservations: resources.optional() }) }),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
});
const composition = z.strictObject({
  name: z.string().optional(),
  services: z.strictObject({
    synth911: service.partial(),
    prometheus: service.partial().optional(),
    grafana: service.partial().optional(),
  }),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })).optional(),
  volumes: z.record(z.string(), z.strictObject({})).optional(),
});
type Composition = z.infer<typeof composition>;

/** With every variable's default in its place, and what has to be given as `given`. */
function composed(file: string): Composition {
  const text = readFileSync(join(FOLDER, file), 'utf8').replaceAll(
    /\$\{\w+(?::([-?])([^}]*))?\}/g,
    (_all, kind: string | undefined, word: string | undefined) => (kind === '-' ? (word ?? '') : 'given'),
  );
  const document = parseDocument(text, { customTags: [{ tag: '!override', collection: 'seq' }] });
  expect(document.errors).toEqual([]);
  return composition.parse(document.toJS());
}

/** The parts of a composition that an overlay leaves as they are, and its own. */
function merged(base: Composition, overlay: Composition): Composition['services'] {
  const [one, two] = [base.services, overlay.services];
  const environment = { ...one.synth911.environment, ...two.synth911.environment };
  return { ...one, ...two, synth911: { ...one.synth911, ...two.synth911, environment } };
}

const base = composed('compose.yaml');

describe('deploy/compose.yaml', () => {
  it('locks every container up as far as it goes, and publishes nothing but on loopback', () => {
    for (const one of Object.values(base.services)) {
      const { read_only, cap_drop, security_opt, deploy, ports } = one ?? {};
      expect([read_only, cap_drop, security_opt]).toEqual([true, ['ALL'], ['no-new-privileges:true']]);
      expect(deploy?.resources.limits).toBeDefined();
      expect(ports).toHaveLength(1);
    }
  });

  it('names secrets, volumes and files that are there', () => {
    const services = Object.values(base.services);
    const mounts = services.flatMap((one) => one?.volumes ?? []).map((text) => text.split(':')[0] ?? '');
    const files = mounts.filter((mount) => mount.startsWith('./'));
    expect(files.filter((path) => !existsSync(join(FOLDER, path)))).toEqual([]);
    expect(mounts.filter((mount) => !mount.startsWith('./')).toSorted()).toEqual(
      Object.keys(base.volumes ?? {}).toSorted(),
    );
    const secrets = services.flatMap((one) => one?.secrets ?? []);
    expect(secrets.toSorted()).toEqual(Object.keys(base.secrets ?? {}).toSorted());
  });

  it.each(['development', 'staging', 'production'])('makes a service that can start in %s', (place) => {
    const { synth911, prometheus, grafana } = merged(base, composed(`compose.${place}.yaml`));
    expect(environmentFaults(synth911.environment ?? {})).toEqual([]);
    expect(Number.parseInt(synth911.stop_grace_period ?? '', 10)).toBeGreaterThan(
      Number(synth911.environment?.SYNTH911_SHUTDOWN_SECONDS),
    );
    expect(synth911.healthcheck?.test).toEqual(['CMD', 'node', '/app/scripts/healthy.mjs']);
    expect(synth911.environment?.SYNTH911_OPEN).toBe(place === 'development' ? '1' : undefined);
    for (const one of [synth911, prometheus, grafana]) expect(one).not.toHaveProperty('hostname');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Json } from '../support/temp-app.js';
import { environmentFaults } from './environment-faults.js';

const FOLDER = join(import.meta.dirname, '../../deploy/kubernetes');
const MODELS: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  Deployment,
  Job,
  Ingress,
  NetworkPolicy,
  PodDisruptionBudget,
  Namespace,
  PersistentVolumeClaim,
  Service,
};
/** The manifests are put together by kubectl; without one only their pieces are looked at. */
const hasKubectl = spawnSync('kubectl', ['kustomize', '--help']).status === 0;

function documentsIn(text: string): Json[] {
  return parseAllDocuments(text).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}

function validate(object: Json): void {
  const Model = MODELS[object.kind];
  if (!Model) throw new Error(`no schema for ${object.kind}`);
  new Model(object as never).validate();
}

function piecesIn(folder: string): Json[] {
  const names = readdirSync(join(FOLDER, folder)).filter((name) => name !== 'kustomization.yaml');
  return names.flatMap((name) => documentsIn(readFileSync(join(FOLDER, folder, name), 'utf8')));
}

function rendered(place: string): Json[] {
  const env = { ...process.env, SYNTH911_IMAGE: `registry.example.org/synth911@sha256:${'0'.repeat(64)}` };
  return documentsIn(execFileSync(join(FOLDER, 'deploy.sh'), [place, '--render'], { env, encoding: 'utf8' }));
}

const only = (objects: Json[], kind: string): Json => {
  const found = objects.filter((object) => object.kind === kind);
  expect(found.map(({ kind: one }) => one)).toEqual([kind]);
  return found[0];
};

describe('the Kubernetes manifests', () => {
  it.each(['base', 'first-key', 'overlays/development', 'overlays/staging', 'overlays/production'])(
    'has what Kubernetes knows in %s',
    (folder) => {
      const pieces = piecesIn(folder);
      expect(pieces.length).toBeGreaterThan(0);
      for (const piece of pieces.filter(({ kind }) => kind !== 'Deployment')) validate(piece);
    },
  );

  it.runIf(hasKubectl).each(['development', 'staging', 'production'])('fit together in %s', (place) => {
    const objects = rendered(place);
    for (const object of objects) validate(object);
    const { template, selector, strategy } = only(objects, 'Deployment').spec;
    const { containers, volumes, securityContext, terminationGracePeriodSeconds } = template.spec;
    const [container] = containers;
    const { labels } = template.metadata;
    expect(labels).toMatchObject(selector.matchLabels);
    expect(labels).toMatchObject(only(objects, 'Service').spec.selector);
    expect(labels).toMatchObject(only(objects, 'NetworkPolicy').spec.podSelector.matchLabels);
    expect(labels).toMatchObject(only(objects, 'PodDisruptionBudget').spec.selector.matchLabels);
    expect(strategy).toEqual({ type: 'Recreate' }); // one volume, one SQLite file
    expect(container.ports.map(({ name }: Json) => name)).toEqual(['http']);
    const claims = volumes.flatMap((volume: Json) => volume.persistentVolumeClaim?.claimName ?? []);
    expect(claims).toEqual([only(objects, 'PersistentVolumeClaim').metadata.name]);
    expect(container.volumeMounts.map(({ name }: Json) => name)).toEqual(volumes.map(({ name }: Json) => name));
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    expect(container.image).toMatch(/^registry\.example\.org\/synth911@sha256:0{64}$/);
    const env = Object.fromEntries(container.env.map(({ name, value }: Json) => [name, value]));
    expect(environmentFaults(env)).toEqual([]);
    const [, pause] = container.lifecycle.preStop.exec.command;
    expect(terminationGracePeriodSeconds).toBeGreaterThan(Number(env.SYNTH911_SHUTDOWN_SECONDS) + Number(pause));
    const paths = ['startupProbe', 'readinessProbe', 'livenessProbe'].map((name) => container[name].httpGet.path);
    expect(paths).toEqual(['/ready', '/ready', '/health']);
    const spaces = objects.map(({ metadata, kind }) => (kind === 'Namespace' ? metadata.name : metadata.namespace));
    expect(new Set(spaces).size).toBe(1);
  });
});

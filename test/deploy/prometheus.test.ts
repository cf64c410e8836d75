import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { parse } from 'yaml';
import { type Figure, Figures } from '../support/figures.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const RULES: Json = parse(readFileSync(join(DEPLOY, 'prometheus/rules/synth911.yml'), 'utf8'));
const TESTS = readFileSync(join(DEPLOY, 'prometheus/tests/synth911.yml'), 'utf8');
const DASHBOARDS = join(DEPLOY, 'grafana/dashboards');

/** A metric with its label matchers. What Prometheus makes itself, or a rule of ours records, is not the service's. */
const METRIC = /(?<![\w:])(?<name>(?:synth911|nodejs|process)_\w+)(?:\{(?<matchers>[^}]*)\})?/g;
const ADDED_BY_PROMETHEUS = new Set(['job', 'instance']);

let temp: TempApp;
let figures: readonly Figure[];
beforeAll(async () => {
  temp = await startTempApp();
  const url = `${(await temp.app.http.listen({ port: 0 })).replace('http', 'ws')}/graphql`;
  const { id } = await generate(temp, { settings: { recordCount: 100 } });
  await temp.graphql('query ($id: ID!) { dataset(id: $id) { records { totalCount nodes { id } } } }', { id });
  const client = createClient({ url, webSocketImpl: WebSocket });
  for await (const { errors } of client.iterate({ query: '{ viewer { role } }' }))
    if (errors) throw new Error(JSON.stringify(errors));
  await client.dispose();
  figures = (await Figures.of(temp)).all;
});
afterAll(() => temp.close());

/** What an expression asks for that the service does not have. */
function missingIn(expression: string): string[] {
  return [...expression.matchAll(METRIC)].flatMap(({ groups: { name = '', matchers = '' } = {} }) => {
    const shown = figures.filter((figure) => figure.name === name);
    if (shown.length === 0) return [name];
    const labels = [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label);
    const unknown = labels.filter(
      (label) => !ADDED_BY_PROMETHEUS.has(label) && !shown.some(({ labels: own }) => own.has(label)),
    );
    return unknown.map((label) => `${name}{${label}}`);
  });
}

const rules: Json[] = RULES.groups.flatMap((group: Json) => group.rules);
const alerts = rules.filter(({ alert }) => alert);

describe('the rules of Prometheus', () => {
  it.each(rules.map(({ alert, record, expr }) => [String(alert ?? record), String(expr)]))(
    '%s asks for nothing that the service does not show',
    (_, expression) => {
      expect(missingIn(expression)).toEqual([]);
    },
  );

  it('record what alerts and dashboards take from them', () => {
    const recorded = new Set(rules.map(({ record }) => record));
    const everything = [...rules.map(({ expr }) => String(expr)), ...panels().map(([, expression]) => expression)];
    const taken = everything.flatMap((expression) => expression.match(/synth911:[\w:]+/g) ?? []);
    expect(taken.filter((name) => !recorded.has(name))).toEqual([]);
  });

  it.each(alerts.map(({ alert, annotations, labels }) => [String(alert), annotations, labels]))(
    '%s says what to do about it, and is seen to fire and to be quiet',
    (alert, annotations, { severity }) => {
      const anchor = alert.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
      expect(annotations.runbook).toBe(`docs/operations.md#${anchor}`);
      expect([annotations.summary, annotations.description].every((text) => text.length > 10)).toBe(true);
      expect(['critical', 'warning']).toContain(severity);
      expect(TESTS).toContain(`alertname: ${alert}, exp_alerts: []`);
      expect(TESTS).toMatch(new RegExp(`alertname: ${alert}\\n +exp_alerts:\\n +- exp_labels`));
    },
  );
});

/** Each panel of each dashboard with each of its expressions. */
function panels(): [title: string, expression: string][] {
  return readdirSync(DASHBOARDS).flatMap((file) => {
    const dashboard: Json = JSON.parse(readFileSync(join(DASHBOARDS, file), 'utf8'));
    return dashboard.panels.flatMap(({ title, targets = [] }: Json) => targets.map(({ expr }: Json) => [title, expr]));
  });
}

describe('the dashboard of Grafana', () => {
  it.each(panels())('%s shows what the service has: %s', (_, expression) => {
    expect(missingIn(expression)).toEqual([]);
  });

  it('is told where its figures come from', () => {
    const file = join(DEPLOY, 'grafana/provisioning/datasources/prometheus.yml');
    const { datasources }: Json = parse(readFileSync(file, 'utf8'));
    const used = readdirSync(DASHBOARDS).flatMap((name) => {
      const text = readFileSync(join(DASHBOARDS, name), 'utf8');
      return [...text.matchAll(/"uid": "([^"]+)",?\s*\}/g)].map(([, uid]) => uid);
    });
    expect(new Set(used)).toEqual(new Set([datasources[0].uid]));
  });
});

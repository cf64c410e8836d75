import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const WORKFLOWS = join(root, '.github/workflows');
const names = readdirSync(WORKFLOWS);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly { readonly run?: string }[] }>>;
}

describe('the workflows', () => {
  it.each(names)('are what GitHub knows: %s', (name) => {
    const validator = join(root, 'node_modules/.bin/action-validator');
    const { status, stdout } = spawnSync(validator, [join(WORKFLOWS, name)], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });

  it.each(names)('call scripts that are there: %s', (name) => {
    const { jobs } = parse(readFileSync(join(WORKFLOWS, name), 'utf8')) as Workflow;
    const commands = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run = '' }) => run.split('\n')));
    const paths = commands.flatMap((line) => /^(?:\.ci|scripts|deploy)\/[\w./-]+/.exec(line.trim()) ?? []);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const called = commands.flatMap((line) => /npm run (?:--silent )?([\w:]+)/.exec(line)?.[1] ?? []);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
    expect(paths.length + called.length).toBeGreaterThan(0);
  });
});

import { execFileSync } from 'node:child_process';
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
    execFileSync(validator, [join(WORKFLOWS, name)], { stdio: 'pipe' }); // throws when it finds something
  });

  it.each(names)('call scripts that are there: %s', (name) => {
    const { jobs } = parse(readFileSync(join(WORKFLOWS, name), 'utf8')) as Workflow;
    const commands = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run = '' }) => run.split('\n')));
    const paths = commands.flatMap((line) => /^(?:\.ci|scripts|deploy)\/[\w./-]+/.exec(line.trim()) ?? []);
    for (const path of paths) expect(existsSync(join(root, path)), path).toBe(true);
    const called = commands.flatMap((line) => /npm run (?:--silent )?([\w:]+)/.exec(line)?.[1] ?? []);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
    expect(paths.length + called.length).toBeGreaterThan(0);
  });
});

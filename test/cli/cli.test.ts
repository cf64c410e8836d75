import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { type CliAnswer, runCli } from '../support/cli.js';
import { runCommand } from '../support/command.js';
import { parseCsv } from '../support/csv.js';
import { startTempApp, tempFolder } from '../support/temp-app.js';

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await tempFolder());
});
afterAll(() => remove());

/** A file in the folder. */
function at(name: string): string {
  return join(folder, name);
}

/** Does what the words say in this process. */
function cli(...words: string[]): Promise<CliAnswer> {
  return runCommand(folder, words);
}

/** The columns that Synth911Gen2 documents, in its order. */
const ORIGINAL_COLUMNS =
  'call_id,agency,event_time,day_of_year,week_no,hour,day_night,dow,shift,shift_part,problem,address,priority_number,' +
  'call_taker,call_reception,dispatcher,queue_time,dispatch_time,phone_time,ack_time,enroute_time,on_scene_time,' +
  'process_time,total_time,time_call_queued,time_call_dispatched,time_call_acknowledged,time_call_disconnected,' +
  'time_unit_enroute,time_call_closed,disposition';

describe('synth911 generate', () => {
  it('writes the file that a Synth911Gen2 user expects', async () => {
    const words = ['generate', '-n', '10000', '-s', '2024-01-01', '-e', '2024-12-31', '-o', 'out.csv'];
    const answer = await runCli(folder, words); // a process of its own, in the folder
    expect(answer).toMatchObject({ code: 0, stdout: '' });
    expect(answer.stderr).toMatch(/^100% 10,000 of 10,000 records/m);
    expect(answer.stderr).toMatch(/Wrote 10,000 records to out\.csv; seed \w+/);
    const { header, rows } = parseCsv(await readFile(at('out.csv'), 'utf8'));
    expect(header.join(',')).toBe(ORIGINAL_COLUMNS);
    expect(rows).toHaveLength(10_000);
    expect(rows.every((row) => /^2024-\d\d-\d\d \d\d:\d\d:\d\d$/.test(row.event_time ?? ''))).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(['data', 'out.csv']);
  });

  it('takes agencies with their probabilities in the order in which they were given', async () => {
    const answer = await runCli(folder, [
      'generate',
      '-n',
      '2000',
      '-a',
      'FIRE,law',
      '--agency-probabilities',
      '0.9,0.1',
      '--num-names',
      '3',
      '-l',
      'fr_FR',
      '--model',
      'classic',
      '--seed',
      's',
      '-o',
      '-',
    ]); // whose standard output has nothing but the records
    expect(answer.code).toBe(0);
    const { rows } = parseCsv(answer.stdout);
    expect(rows).toHaveLength(2_000);
    const fire = rows.filter((row) => row.agency === 'FIRE').length;
    expect(fire).toBeGreaterThan(1_700); // 1,800 expected, standard deviation 13
    expect(new Set(rows.map((row) => row.agency))).toEqual(new Set(['FIRE', 'LAW']));
  });

  it('writes what JSON asks for, and the same bytes from the same seed', async () => {
    const flags = ['-n', '300', '--seed', '911', '--json'];
    const first = JSON.parse((await cli('generate', ...flags, '-o', at('a.parquet'))).stdout);
    const second = JSON.parse((await cli('generate', ...flags, '-o', at('b.parquet'))).stdout);
    expect(first).toMatchObject({
      recordCount: 300,
      seed: '911',
      output: { path: at('a.parquet'), format: 'PARQUET' },
    });
    const bytes = await readFile(at('a.parquet'));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.output.sha256);
    expect(second.output.sha256).toBe(first.output.sha256);
    expect(second.datasetId).not.toBe(first.datasetId);
  });

  it('takes its defaults from the environment, and starts from a profile', async () => {
    const env = { SYNTH911_NUM_RECORDS: '12', SYNTH911_LOCALE: 'de_DE', SYNTH911_OUTPUT_DIR: folder };
    const plain = await runCommand(folder, ['generate', '--json', '--format', 'ndjson'], env);
    const made = JSON.parse(plain.stdout);
    expect(made).toMatchObject({ recordCount: 12, settings: { locale: 'DE_DE' } });
    expect(made.output.path).toBe(join(folder, 'computer_aided_dispatch.ndjson'));
    const words = ['generate', '--json', '--profile', 'storm week', '-n', '20', '-o', at('p.csv')];
    const profiled = await runCommand(folder, words, env);
    expect(JSON.parse(profiled.stdout)).toMatchObject({
      name: expect.stringContaining('Storm week'),
      recordCount: 20,
      settings: { locale: 'EN_US' },
    });
  });

  it('names every problem of the flags, and makes nothing', async () => {
    const before = (await cli('datasets', 'list', '--json')).stdout;
    const answer = await runCli(folder, [
      'generate',
      '-n',
      'many',
      '-s',
      '2024-02-30',
      '-l',
      'xx_XX',
      '-a',
      'LAW,NAVY',
      '--agency-probabilities',
      '0.5,0.1,0.1',
      '--num-names',
      '0',
      '--model',
      'fast',
      '--format',
      'doc',
      '-o',
      '/no/such/folder/out.csv',
    ]);
    expect(answer).toMatchObject({ code: 2, stdout: '' });
    for (const flag of [
      '--num-records',
      '--start-date',
      '--locale',
      '--agencies',
      '--agency-probabilities',
      '--num-names',
      '--model',
      '--format',
      '--output',
    ])
      expect(answer.stderr).toContain(`synth911: ${flag}: `);
    expect(answer.stderr).not.toMatch(/ {4}at |Error:/);
    expect((await cli('datasets', 'list', '--json')).stdout).toBe(before);
  });

  it.each([
    [['generate', '--colour'], /unknown option '--colour'/],
    [['generat'], /unknown command 'generat'/],
    [['generate', '--json', '-o', '-'], /standard output/],
    [['generate', '-n', '0', '-o', join(tmpdir(), 'x.csv')], /--num-records/],
    [['generate', '-o', '.'], /is a folder/],
  ])('answers 2 to %j', async (words, complaint) => {
    const answer = await cli(...words);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(complaint);
  });

  it('lists the locales', async () => {
    const answer = await cli('generate', '--list-locales');
    expect(answer.code).toBe(0);
    expect(answer.stdout).toMatch(/^sv_SE +Swedish$/m);
  });
});

describe('synth911 preview', () => {
  it('shows the first records as a table', async () => {
    const table = await cli('preview', '-n', '100', '-c', '2', '--seed', 's', '-l', 'ja_JP');
    expect(table.code).toBe(0);
    const [header, rule, ...rows] = table.stdout.trimEnd().split('\n');
    expect(header).toMatch(/^call_id +agency +event_time/);
    expect(rule).toMatch(/^[- ]+$/);
    expect(rows).toHaveLength(2);
    const all = JSON.parse((await cli('preview', '-c', '1', '--columns', 'all', '--json')).stdout);
    expect(Object.keys(all[0])).toEqual(COLUMNS.map(({ csvName }) => csvName));
    expect(await cli('preview', '-c', '0', '--columns', 'nope')).toMatchObject({ code: 2 });
  });
});

describe('synth911 profiles', () => {
  it('saves, shows, exports and imports', async () => {
    const saved = await cli(
      'profiles',
      'save',
      'River',
      '-n',
      '77',
      '-a',
      'EMS',
      '--description',
      'By the river',
      '--tag',
      'a',
      'b',
    );
    expect(saved).toMatchObject({ code: 0, stdout: "Saved 'River', revision 1.\n" });
    expect(await cli('profiles', 'save', 'river')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already'),
    });
    expect((await cli('profiles', 'list')).stdout).toMatch(/^River +77 +1 +By the river$/m);
    expect(await cli('profiles', 'export', 'River', '-o', at('river.yaml'))).toMatchObject({ code: 0 });
    expect(await cli('profiles', 'export', 'River', 'Small town', '-o', at('two.json'))).toMatchObject({ code: 0 });
    const yaml = parse(await readFile(at('river.yaml'), 'utf8'));
    expect(yaml).toMatchObject({ name: 'River', tags: ['a', 'b'], settings: { recordCount: 77 } });
    expect(JSON.parse(await readFile(at('two.json'), 'utf8'))).toHaveLength(2);
    const other = await tempFolder();
    const imported = await runCommand(other.folder, ['profiles', 'import', at('river.yaml'), '--json']);
    expect(JSON.parse(imported.stdout)).toMatchObject([
      { name: 'River', description: 'By the river', settings: yaml.settings },
    ]);
    await other.remove();
    await writeFile(at('river.yaml'), 'name: River\nsettings:\n  recordCount: 78\n');
    expect(await cli('profiles', 'import', at('river.yaml'), '--replace')).toMatchObject({
      stdout: "Saved 'River', revision 2.\n",
    });
    expect((await cli('profiles', 'show', 'River')).stdout).toMatch(/recordCount: 78/);
  });

  it('refuses files that are no profiles, and says why', async () => {
    await writeFile(at('bad.yaml'), 'name: [1\n');
    await writeFile(at('odd.json'), '{"name":"Odd","colour":"red"}');
    await writeFile(at('wrong.yaml'), 'name: Wrong\nsettings: { recordCount: -1, colour: red }\n');
    const answer = await cli('profiles', 'import', at('bad.yaml'), at('odd.json'), at('none.yaml'));
    expect(answer.code).toBe(2);
    for (const complaint of [/bad\.yaml: is neither/, /odd\.json: .*colour/, /none\.yaml: cannot be read/])
      expect(answer.stderr).toMatch(complaint);
    const wrong = await cli('profiles', 'import', at('wrong.yaml'));
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/recordCount/);
    expect(await cli('profiles', 'show', 'nobody')).toMatchObject({ code: 1 });
  });
});

describe('synth911 datasets', () => {
  it('lists, shows, exports and deletes', async () => {
    const made = JSON.parse((await cli('generate', '-n', '40', '--json', '-o', at('d.csv'))).stdout);
    expect((await cli('datasets', 'list')).stdout).toContain(made.datasetId);
    expect((await cli('datasets', 'show', made.datasetId)).stdout).toMatch(/^records +40 of 40$/m);
    expect(await cli('datasets', 'export', made.datasetId, '-o', at('d.json'))).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(at('d.json'), 'utf8'))).toHaveLength(40);
    const piped = await cli('datasets', 'export', made.datasetId, '-o', '-');
    expect(piped.stdout).toBe(await readFile(at('d.csv'), 'utf8'));
    expect(await cli('datasets', 'delete', made.datasetId)).toMatchObject({ code: 2 });
    expect(await cli('datasets', 'delete', made.datasetId, '--yes')).toMatchObject({ code: 0 });
    const key = Buffer.from(made.datasetId, 'base64url').toString().split(':')[1] ?? '';
    expect(await readdir(join(folder, 'data', 'datasets'))).not.toContain(key);
    expect(await cli('datasets', 'show', made.datasetId)).toMatchObject({ code: 1 });
  });
});

describe('beside a running server', () => {
  it('generates in the same data folder, and leaves the jobs of the server alone', async () => {
    const temp = await startTempApp();
    const { data } = await temp.graphql(
      'mutation { generateDataset(input: { settings: { recordCount: 300000 } }) { dataset { id } } }',
    );
    const answer = await runCli(temp.folder, [
      'generate',
      '-n',
      '10',
      '-o',
      'x.csv',
      '--data-dir',
      temp.folder,
      '--json',
    ]);
    expect(answer.code).toBe(0);
    const { datasetId } = JSON.parse(answer.stdout);
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Dataset { status recordsWritten } } }';
    const states = async () =>
      (await temp.graphql(query, { ids: [datasetId, data.generateDataset.dataset.id] })).data.nodes;
    await expect.poll(states, { timeout: 50_000 }).toEqual([
      { status: 'COMPLETED', recordsWritten: 10 },
      { status: 'COMPLETED', recordsWritten: 300_000 },
    ]);
    await temp.close();
  });
});

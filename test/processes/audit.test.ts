import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCli } from '../support/cli.js';
import { followed } from '../support/followed-dataset.js';
import { ServiceProcess } from '../support/service-process.js';
import { type Json, tempFolder } from '../support/temp-app.js';

const CREATE = 'mutation { createProfile(input: { name: "Before the end" }) { profile { id } } }';
const GENERATE = `mutation { generateDataset(input: { settings: { recordCount: 10 }, formats: [] }) { dataset { id } } }`;

async function tempData(): Promise<string> {
  const { folder, remove } = await tempFolder();
  onTestFinished(remove);
  return folder;
}

/** Does what the words say in a process of its own, and answers what it prints. */
async function answered(folder: string, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(folder, words);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return stdout;
}

/** The trail as the command line tells it, oldest first. */
async function trail(folder: string): Promise<Json[]> {
  return JSON.parse(await answered(folder, 'audit', '--json')).toReversed();
}

it('the audit trail has what was answered before the process was killed', async () => {
  const folder = await tempData();
  const service = await ServiceProcess.start(join(folder, 'data'));
  const { data } = await service.graphql(CREATE);
  await service.end('SIGKILL');
  expect(data.createProfile.profile.id).toEqual(expect.any(String));
  const [entry, ...others] = await trail(folder);
  expect(entry).toMatchObject({ action: 'createProfile', origin: 'HTTP', address: '127.0.0.1' });
  expect(['OK', null]).toContain(entry.outcome); // the end of it is written a moment later
  expect(others).toEqual([]);
});

it('the audit trail has what command lines change, in processes of their own, beside the service', async () => {
  const folder = await tempData();
  const service = await ServiceProcess.start(join(folder, 'data'));
  onTestFinished(async () => void (await service.end('SIGTERM')));
  const { id } = (await service.graphql(GENERATE)).data.generateDataset.dataset;
  expect(await followed(service, id)).toBe('COMPLETED');
  await answered(folder, 'profiles', 'save', 'River County', '-n', '100');
  await answered(folder, 'datasets', 'delete', id, '--yes');
  const key = JSON.parse(await answered(folder, 'keys', 'create', '--name', 'ada', '--role', 'READER', '--json'));
  await answered(folder, 'keys', 'revoke', key.id);
  const [, ...entries] = await trail(folder);
  const done = { origin: 'COMMAND_LINE', keyId: null, address: null, outcome: 'OK' };
  expect(entries).toMatchObject([
    { action: 'createProfile', objectId: expect.any(String), ...done },
    { action: 'deleteDataset', objectId: id, ...done },
    { action: 'createApiKey', objectId: key.id, ...done },
    { action: 'revokeApiKey', objectId: key.id, ...done },
  ]);
});

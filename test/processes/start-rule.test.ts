import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../records/temp-folder.js';
import { runCli } from '../support/cli.js';
import { runCommand } from '../support/command.js';
import { contentsOf } from '../support/folder-contents.js';
import { ServiceProcess } from '../support/service-process.js';

const VIEWER = '{ viewer { name role } }';

async function started(dataDir: string, env: Record<string, string>): Promise<ServiceProcess> {
  const service = await ServiceProcess.start(dataDir, env);
  onTestFinished(async () => void (await service.end('SIGTERM')));
  return service;
}

describe('a service on an address that others reach', () => {
  it('refuses to start without keys, in one line, with exit code 2, and changes nothing', async () => {
    const folder = await tempFolder();
    const before = await contentsOf(folder);
    const env = { HOST: '0.0.0.0' };
    const { code, stdout, stderr } = await ServiceProcess.spawn(join(folder, 'data'), env).exit();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^The service cannot start: without API keys [^\n]*0\.0\.0\.0[^\n]*keys create[^\n]*SYNTH911_OPEN=1[^\n]*\n$/,
    );
    const cli = await runCli(folder, ['serve', '--port', '0', '--host', '0.0.0.0']);
    expect([cli.code, cli.stdout]).toEqual([2, '']);
    expect(cli.stderr).toMatch(/^synth911: the service cannot start: without API keys [^\n]*\n$/);
    expect(await contentsOf(folder)).toEqual(before);
  });

  it('starts with SYNTH911_OPEN=1, open to everybody', async () => {
    const service = await started(join(await tempFolder(), 'data'), { HOST: '0.0.0.0', SYNTH911_OPEN: '1' });
    expect((await service.graphql(VIEWER)).data.viewer).toEqual({ name: null, role: 'MAINTAINER' });
  });

  it('starts with keys that the command line made, and wants them whatever SYNTH911_OPEN says', async () => {
    const folder = await tempFolder();
    const made = await runCli(folder, ['keys', 'create', '--name', 'ops', '--role', 'MAINTAINER']);
    const key = made.stdout.trim();
    expect([made.code, made.stderr]).toEqual([0, "The key of 'ops', MAINTAINER; it is not shown again:\n"]);
    const service = await started(join(folder, 'data'), { HOST: '0.0.0.0', SYNTH911_OPEN: '1' });
    expect((await service.graphql(VIEWER)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await service.graphql(VIEWER, {}, key)).data.viewer).toEqual({ name: 'ops', role: 'MAINTAINER' });
    const [listed] = JSON.parse((await runCommand(folder, ['keys', 'list', '--json'])).stdout);
    expect(listed).toMatchObject({ name: 'ops', role: 'MAINTAINER', status: 'ACTIVE' });
    const revoked = await runCli(folder, ['keys', 'revoke', listed.id]);
    expect([revoked.code, revoked.stdout]).toEqual([0, "Revoked a key of 'ops', MAINTAINER.\n"]);
    expect((await service.graphql(VIEWER, {}, key)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('synth911 keys', () => {
  it.each([
    [['create', '--name', 'x'], /--role/],
    [['create', '--role', 'USER'], /--name/],
    [['create', '--name', 'x', '--role', 'BOSS'], /READER, USER, MAINTAINER/],
    [['create', '--name', 'x', '--role', 'USER', '--expires', 'soon'], /--expires: 'soon' .*90d/],
    [['create', '--name', 'x', '--role', 'USER', '--expires', '2020-01-01T00:00:00Z'], /which is past/],
    [['revoke'], /ids/],
  ])('%j is bad usage, and says why', async (words, complaint) => {
    const { code, stdout, stderr } = await runCommand(await tempFolder(), ['keys', ...words]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(complaint);
  });

  it('say when a key ends, and which there is none of', async () => {
    const folder = await tempFolder();
    const words = ['keys', 'create', '--name', 'x', '--role', 'USER', '--expires', '90d', '--json'];
    const made = await runCommand(folder, words);
    const { createdAt, expiresAt, key } = JSON.parse(made.stdout);
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBeCloseTo(90 * 24 * 3600 * 1000, -4);
    expect(key).toMatch(/^s911_[0-9a-f]{16}_[\w-]{43}$/);
    const table = await runCommand(folder, ['keys', 'list']);
    expect(table.stdout).toMatch(/ x +USER +ACTIVE /);
    expect(table.stdout).not.toContain(key);
    const none = await runCommand(folder, ['keys', 'revoke', 'nothing']);
    expect([none.code, none.stderr]).toEqual([1, "synth911: There is no API key 'nothing'.\n"]);
  });
});

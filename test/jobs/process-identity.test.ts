import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isDead, thisProcess } from '../../src/jobs/process-identity.js';

const NOW = new Date('2026-03-01T12:00:00Z');

function secondsAgo(seconds: number): Date {
  return new Date(NOW.getTime() - seconds * 1_000);
}

/** The number of a process that has ended a moment ago. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  return child.pid ?? -1;
}

describe('isDead', () => {
  it('takes this process for alive', async () => {
    expect(await isDead({ ...(await thisProcess()), heartbeatAt: secondsAgo(1) }, NOW)).toBe(false);
  });

  it('takes a process of this machine that has ended for dead at once', async () => {
    const entry = { ...(await thisProcess()), pid: await endedPid(), heartbeatAt: NOW };
    expect(await isDead(entry, NOW)).toBe(true);
  });

  it.runIf(process.platform === 'linux')('takes a process whose number another one has now for dead', async () => {
    const self = await thisProcess();
    expect(self.processStart).toMatch(/^[0-9a-f-]{36} \d+$/);
    expect(await isDead({ ...self, processStart: 'another boot 1', heartbeatAt: NOW }, NOW)).toBe(true);
  });

  it('takes a number that is in use for the same process where the system tells no start', async () => {
    expect(await isDead({ ...(await thisProcess()), processStart: null, heartbeatAt: NOW }, NOW)).toBe(false);
  });

  it.each([
    [29, false],
    [31, true],
  ])('goes by silence for other machines: after %d s, dead is %s', async (silence, dead) => {
    const elsewhere = { id: 'x', host: 'another host', pid: await endedPid(), processStart: null };
    expect(await isDead({ ...elsewhere, heartbeatAt: secondsAgo(silence) }, NOW)).toBe(dead);
  });
});

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Runner } from '../domain/job.js';

/** A process that gives no sign of life for so long is taken for dead, in milliseconds. */
const SILENCE = 30_000;

/** This process, as others may know it. */
export async function thisProcess(): Promise<Omit<Runner, 'heartbeatAt'>> {
  const { pid } = process;
  return { id: randomUUID(), host: hostname(), pid, processStart: await startOf(pid) };
}

/** Whether the process that the entry is about has ended: at once for one of this machine, after a silence for others. */
export async function isDead({ host, pid, processStart, heartbeatAt }: Runner, now: Date): Promise<boolean> {
  if (now.getTime() - heartbeatAt.getTime() > SILENCE) return true;
  if (host !== hostname()) return false;
  if (!exists(pid)) return true;
  const start = await startOf(pid);
  return start !== null && processStart !== null && start !== processStart; // the number is another process's now
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** When a process was started: the boot and the tick in it, as Linux says; null elsewhere. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // a name may hold blanks and brackets
    return `${boot.trim()} ${afterName[START_TICK]}`;
  } catch {
    return null;
  }
}

/** Place of `starttime` among the fields of /proc/<pid>/stat that follow the name. */
const START_TICK = 19;

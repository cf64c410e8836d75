import { setTimeout as sleep } from 'node:timers/promises';
import { type Terminal, thousands } from './terminal.js';

export interface Progress {
  /** 0 to 1. */
  readonly share: number;
  readonly text: string;
  readonly done: boolean;
}

const POLL_MILLISECONDS = 100;
const BAR_COLUMNS = 30;
/** On what is no terminal: a line each time that another tenth is done. */
const STEPS = 10;

/** Looks again and again until the work is done, and shows how far it is: a bar on a terminal, plain lines elsewhere. */
export async function watch(terminal: Terminal, quiet: boolean, look: () => Promise<Progress>): Promise<void> {
  let shown = -1;
  for (;;) {
    const progress = await look();
    const step = Math.floor(progress.share * STEPS);
    if (!quiet && terminal.stderr.isTTY) terminal.stderr.write(`\r\u001B[K${bar(progress)}`);
    else if (!quiet && (step > shown || progress.done))
      terminal.stderr.write(`${percent(progress)} ${progress.text}\n`);
    shown = step;
    if (progress.done) break;
    await sleep(POLL_MILLISECONDS);
  }
  if (!quiet && terminal.stderr.isTTY) terminal.stderr.write('\n');
}

function bar(progress: Progress): string {
  const full = Math.round(progress.share * BAR_COLUMNS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)} ${percent(progress)} ${progress.text}`;
}

function percent({ share }: Progress): string {
  return `${String(Math.floor(share * 100)).padStart(3)}%`;
}

export function recordsText(written: number, wanted: number, perSecond: number | null): string {
  const speed = perSecond ? `, ${thousands(Math.round(perSecond))} a second` : '';
  return `${thousands(written)} of ${thousands(wanted)} records${speed}`;
}

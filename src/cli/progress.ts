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
  const display = new Display(terminal, quiet);
  for (;;) {
    const progress = await look();
    display.show(progress);
    if (progress.done) break;
    await sleep(POLL_MILLISECONDS);
  }
  display.end();
}

/** Shows how many of a number of things are done. */
export class Counter {
  private readonly display: Display;
  private done = 0;

  constructor(
    terminal: Terminal,
    quiet: boolean,
    private readonly total: number,
    private readonly things: string,
  ) {
    this.display = new Display(terminal, quiet);
  }

  step(): void {
    this.done += 1;
    this.show(this.done, this.total);
  }

  show(done: number, total: number): void {
    const text = `${thousands(done)} of ${thousands(total)} ${this.things}`;
    this.display.show({ share: done / total, text, done: false });
  }

  end(): void {
    this.display.end();
  }
}

class Display {
  private shown = -1;
  private hasBar = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly quiet: boolean,
  ) {}

  show(progress: Progress): void {
    const { stderr } = this.terminal;
    const step = Math.floor(progress.share * STEPS);
    if (!this.quiet && stderr.isTTY) {
      stderr.write(`\r\u001B[K${bar(progress)}`);
      this.hasBar = true;
    } else if (!this.quiet && (step > this.shown || progress.done))
      stderr.write(`${percent(progress)} ${progress.text}\n`);
    this.shown = step;
  }

  end(): void {
    if (this.hasBar) this.terminal.stderr.write('\n');
  }
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

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Json } from './temp-app.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
const READY = /GraphQL +(http:\S+)\/graphql/;

/** How a process ended; a code of null: by a signal. */
export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the signal to the end, in milliseconds; from the start when there was none. */
  readonly millis: number;
}

/** The built service, as a process of its own. */
export class ServiceProcess {
  private out = '';
  private err = '';
  private since = performance.now();
  private readonly ended: Promise<Exit>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = once(child, 'close').then(([code]) => {
      const millis = performance.now() - this.since;
      return { code: code as number | null, stdout: this.out, stderr: this.err, millis };
    });
  }

  /** Starts the service on the data folder, on a free port, without waiting for it. */
  static spawn(dataDir: string, env: Readonly<Record<string, string>> = {}): ServiceProcess {
    const settings = { PORT: '0', SYNTH911_WORKERS: '2', LOG_LEVEL: 'info', SYNTH911_DATA_DIR: dataDir, ...env };
    const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...settings }, stdio: 'pipe' });
    return new ServiceProcess(child);
  }

  /** Starts the service and waits until it has said that it is ready. */
  static async start(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const service = ServiceProcess.spawn(dataDir, env);
    await service.ready();
    return service;
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** Where it is, without a slash at the end. */
  get url(): string {
    const url = READY.exec(this.out)?.[1];
    if (!url) throw new Error(`the service is not ready:\n${this.out}${this.err}`);
    return url;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** What it has logged so far, one entry a line. */
  get log(): Json[] {
    return this.out
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  }

  /** Asks, as the owner of the API key if there is one. */
  async graphql(query: string, variables: object = {}, key?: string): Promise<{ data: Json; errors?: Json[] }> {
    const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    const body = JSON.stringify({ query, variables });
    const answer = await fetch(`${this.url}/graphql`, { method: 'POST', headers, body });
    return (await answer.json()) as { data: Json; errors?: Json[] };
  }

  /** Sends the signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<Exit> {
    this.since = performance.now();
    this.child.kill(signal);
    return this.ended;
  }

  /** Waits for an end that nobody asks for. */
  exit(): Promise<Exit> {
    return this.ended;
  }

  private async ready(): Promise<void> {
    while (!READY.test(this.out)) {
      const more = once(this.child.stdout ?? this.child, 'data').then(() => false);
      const over = this.ended.then(() => true);
      if (await Promise.race([more, over])) throw new Error(`the service did not start:\n${this.out}${this.err}`);
    }
  }
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axeCore from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { ServiceProcess } from '../support/service-process.js';
import { tempFolder } from '../support/temp-app.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** So that a generation that a test only looks at leaves a core to the browser. */
const ONE_WORKER = { SYNTH911_WORKERS: '1' };

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: BROWSER_FLAGS });
}

export type Colours = 'light' | 'dark';

/** A real browser before the built service on a folder of its own. */
export class ConsoleTest {
  private constructor(
    readonly browser: Browser,
    readonly folder: string,
    private readonly removeFolder: () => Promise<void>,
    private current: ServiceProcess,
  ) {}

  static async start(): Promise<ConsoleTest> {
    const { folder, remove } = await tempFolder();
    const service = await ServiceProcess.start(folder, ONE_WORKER);
    return new ConsoleTest(await launchBrowser(), folder, remove, service);
  }

  get service(): ServiceProcess {
    return this.current;
  }

  /** Stops the service; `startAgain` brings it back at the same address. */
  async stopService(): Promise<void> {
    await this.current.end('SIGTERM');
  }

  async startAgain(port: string): Promise<void> {
    this.current = await ServiceProcess.start(this.folder, { ...ONE_WORKER, PORT: port });
  }

  /** A new window; `check` at its end throws when anything in it went wrong. */
  async open(address = '#/', options: BrowserContextOptions = {}): Promise<ConsoleWindow> {
    const context = await this.browser.newContext({ locale: 'en-US', ...options });
    const window = await ConsoleWindow.in(context, this.service.url);
    await window.goTo(address);
    return window;
  }

  async end(): Promise<void> {
    await this.browser.close();
    if (!this.current.hasEnded) await this.current.end('SIGTERM');
    await this.removeFolder();
  }
}

/** A window of the console that remembers what must not happen: errors, refused resources, requests elsewhere. */
export class ConsoleWindow {
  private readonly faults: string[] = [];
  private awayExpected = false;
  private refusalsExpected = false;

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly base: string,
  ) {}

  static async in(context: BrowserContext, base: string): Promise<ConsoleWindow> {
    const window = new ConsoleWindow(await context.newPage(), context, base);
    window.watch();
    return window;
  }

  async goTo(address: string): Promise<void> {
    await this.page.goto(`${this.base}/${address}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** From here on the service may be away: what the browser says of connections that fail is no fault. */
  expectServiceAway(): void {
    this.awayExpected = true;
  }

  /** From here on the service may refuse for want of a key: what the browser says of that is no fault. */
  expectRefusals(): void {
    this.refusalsExpected = true;
  }

  /** The rules of WCAG 2.2 AA and axe's best practices that the page breaks, as texts. */
  async accessibilityViolations(): Promise<string[]> {
    await this.transitionsEnd();
    // Evaluated through the debugger: a script element would not get past the Content-Security-Policy.
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(AXE);
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof axeCore };
      const { violations } = await axe.run(document);
      return violations.flatMap(({ id, help, nodes }) =>
        nodes
          // GraphiQL has buttons inside of what has the role `tab`, which no option of it changes.
          .filter(({ html }) => id !== 'nested-interactive' || !html.includes('class="graphiql-tab'))
          .map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`),
      );
    });
  }

  /** Resolves when nothing fades or moves any more: half faded in, colours have too little contrast. */
  private async transitionsEnd(): Promise<void> {
    await this.page.waitForFunction(() =>
      document.getAnimations().every((one) => one.playState !== 'running' || !(one instanceof CSSTransition)),
    );
  }

  /** Everything that went wrong so far. */
  get problems(): readonly string[] {
    return this.faults;
  }

  async close(): Promise<void> {
    await this.context.close();
    if (this.faults.length > 0) throw new Error(`in the browser:\n${this.faults.join('\n')}`);
  }

  private watch(): void {
    const { page } = this;
    page.on('pageerror', (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return; // CSP violations are errors, too
      if (this.awayExpected && /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|WebSocket/.test(message.text())) return;
      if (this.refusalsExpected && /401 \(Unauthorized\)|WebSocket/.test(message.text())) return;
      this.faults.push(`console.${message.type()}: ${message.text()}`);
    });
    page.on('request', (request) => this.checkAddress(request.url()));
    page.on('websocket', (socket) => this.checkAddress(socket.url()));
  }

  private checkAddress(address: string): void {
    const { host, protocol } = new URL(address);
    if (protocol === 'data:' || protocol === 'blob:') return;
    if (host !== new URL(this.base).host) this.faults.push(`a request to another host: ${address}`);
  }
}

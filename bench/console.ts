// What the console costs in a browser, before the built service on a data folder, which is taken as it is:
//   npm run bench:console -- <data folder>
// Of its newest completed dataset the table is scrolled: from the key or the move of the scroll bar, as the page itself sees
// it, until every row in sight has its record. Every visit is a window that has nothing of the console yet.
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/console/console-page.js';
import { ServiceProcess } from '../test/support/service-process.js';
import { machineFacts, quantile } from './machine.js';

const VISITS = 7;
const NEWEST = `{ datasets(first: 1, filter: { status: { eq: COMPLETED } }, orderBy: { field: CREATED_AT, direction: DESC }) {
  nodes { id name recordCount } } }`;
const FIRST_RECORD = 'tbody tr[aria-rowindex="2"]:not([aria-busy])';

/** Where the table is moved to: the share of its rows that must be behind, and how one gets there. */
const MOVES = [
  { to: 'the end, by key', share: 0.999, move: (page: Page) => page.keyboard.press('Control+End') },
  { to: 'the end, by the scroll bar', share: 0.999, move: (page: Page) => moveScrollBar(page, 1) },
  { to: 'the middle, by the scroll bar', share: 0.499, move: (page: Page) => moveScrollBar(page, 0.5) },
];

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('Name a data folder: npm run bench:console -- <data folder>');

const service = await ServiceProcess.start(dataDir, { LOG_LEVEL: 'warn' });
const browser = await launchBrowser();
try {
  console.log(`${machineFacts()}, Chromium ${browser.version()}; median and worst of ${VISITS} visits:`);
  await measureOpening('the first page', '#/profiles', '[aria-label="Profiles"] li');
  await measureOpening('Query', '#/query', '.graphiql-query-editor .view-line');
  const [dataset] = (await service.graphql(NEWEST)).data.datasets.nodes;
  if (!dataset) throw new Error(`${dataDir} has no completed dataset.`);
  console.log(`“${dataset.name}”, ${dataset.recordCount.toLocaleString('en')} records:`);
  await measureOpening('its table', `#/datasets/${dataset.id}`, FIRST_RECORD);
  for (const { to, share, move } of MOVES) {
    const millis = await visits(async (page) => {
      await page.goto(`${service.url}/#/datasets/${dataset.id}`);
      await page.locator(FIRST_RECORD).waitFor();
      await page.getByRole('grid').focus();
      await noteBeginning(page);
      await move(page);
      return timeUntilShown(page, Math.floor(dataset.recordCount * share));
    });
    console.log(`  scrolled to ${to.padEnd(32)} ${figures(millis)}`);
  }
} finally {
  await browser.close();
  await service.end('SIGTERM');
}

/** Until what is looked for is there, and until the page has nothing more to do and answers at once; and the scripts that it took. */
async function measureOpening(name: string, address: string, selector: string): Promise<void> {
  const bytes: number[] = [];
  const shown: number[] = [];
  const interactive = await visits(async (page) => {
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.headerValue('content-length').then(Number));
    });
    await page.goto(`${service.url}/${address}`);
    await page.locator(selector).first().waitFor();
    const times = await page.evaluate(async () => {
      const there = performance.now();
      const idle = await new Promise<number>((resolve) => requestIdleCallback(() => resolve(performance.now())));
      return { there, idle };
    });
    shown.push(times.there);
    bytes.push((await Promise.all(scripts)).reduce((sum, size) => sum + size, 0));
    return times.idle;
  });
  const kilobytes = Math.round(quantile(bytes, 0.5) / 1_000).toLocaleString('en');
  console.log(
    `  ${name}: shown ${figures(shown)}, interactive ${figures(interactive)}, ${kilobytes} kB of compressed script`,
  );
}

async function visits(visit: (page: Page) => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let done = 0; done < VISITS; done += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    results.push(await visit(await context.newPage()));
    await context.close();
  }
  return results;
}

/** Notes when the next key arrives or the scroll bar moves. */
async function noteBeginning(page: Page): Promise<void> {
  await page.locator('.record-grid').evaluate((table: HTMLElement) => {
    const note = { capture: true, once: true };
    table.addEventListener('keydown', () => (table.dataset['begun'] ??= String(performance.now())), note);
    table.addEventListener('scroll', () => (table.dataset['begun'] ??= String(performance.now())), note);
  });
}

/** Milliseconds from what was noted until all rows in sight are further down than this one, with their records. */
async function timeUntilShown(page: Page, beyond: number): Promise<number> {
  return page.locator('.record-grid').evaluate(async (table: HTMLElement, row) => {
    for (;;) {
      await new Promise(requestAnimationFrame);
      const rows = Array.from(table.querySelectorAll('tbody tr'));
      if (rows.length > 0 && rows.every((each) => !each.ariaBusy && Number(each.ariaRowIndex) > row))
        return performance.now() - Number(table.dataset['begun']);
    }
  }, beyond);
}

async function moveScrollBar(page: Page, share: number): Promise<void> {
  await page.locator('.record-grid').evaluate((table, part) => {
    table.scrollTop = (table.scrollHeight - table.clientHeight) * part;
  }, share);
}

function figures(millis: readonly number[]): string {
  return `${Math.round(quantile(millis, 0.5))} ms (${Math.round(Math.max(...millis))})`;
}

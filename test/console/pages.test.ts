import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ViewportSize } from 'playwright-core';
import { type Colours, ConsoleTest } from './console-page.js';

const PAGES = [
  { address: '#/profiles', title: 'Profiles' },
  { address: '#/profiles/new', title: 'New profile' },
  { address: '#/generate', title: 'Generate' },
  { address: '#/datasets', title: 'Datasets' },
  { address: '#/query', title: 'Query' },
  { address: '#/nowhere', title: 'There is no such page' },
];

const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };

let test: ConsoleTest;
beforeAll(async () => {
  test = await ConsoleTest.start();
});
afterAll(() => test.end());

/** A window that opens the page anew, and notes its first heading's surroundings and how much moves by itself. */
async function watched(address: string) {
  const window = await test.open('#/nowhere', { viewport: WIDE });
  const { page } = window;
  await page.addInitScript(() => {
    const seen = { first: '', shift: 0 };
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      seen.first ||= document.querySelector('h1')?.parentElement?.textContent ?? '';
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${test.service.url}/${address}`);
  await page.reload();
  const seen = () => page.evaluate(() => (globalThis as unknown as { seen: { first: string; shift: number } }).seen);
  return { window, seen };
}

describe('every page', () => {
  // Colours do not depend on the width, nor the width on colours.
  const looks: { colorScheme: Colours; viewport: ViewportSize }[] = [
    { colorScheme: 'light', viewport: NARROW },
    { colorScheme: 'dark', viewport: WIDE },
  ];
  it.each(looks)(
    'has no accessibility violations and fits in $colorScheme at $viewport.width px',
    async ({ colorScheme, viewport }) => {
      const window = await test.open('#/', { colorScheme, viewport });
      for (const { address, title } of PAGES) {
        await window.page.evaluate((hash) => (location.hash = hash), address);
        await window.page.getByRole('heading', { level: 1, name: title }).waitFor();
        await window.page.getByRole('status', { name: 'Loading…' }).waitFor({ state: 'detached' });
        if (title === 'New profile') await window.page.getByText('Busiest from').waitFor();
        if (title === 'Query') await window.page.locator('.graphiql-query-editor .view-line').first().waitFor();
        expect(await window.page.title()).toBe(`${title} · Synth911Gen2`);
        expect({ address, violations: await window.accessibilityViolations() }).toEqual({ address, violations: [] });
        const width = await window.page.evaluate(() => document.documentElement.scrollWidth);
        expect({ address, fits: width <= viewport.width }).toEqual({ address, fits: true });
      }
      await window.close();
    },
  );
});

describe('the shell', () => {
  it('is worked by keyboard alone: skip link, navigation, focus on the heading of the page that was opened', async () => {
    const window = await test.open('#/profiles', { viewport: WIDE });
    const { page } = window;
    await page.getByRole('listitem').nth(1).waitFor();
    await page.reload();
    await page.getByRole('listitem').nth(1).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.getByRole('link', { name: 'Datasets' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Datasets');
    await window.close();
  });

  it('keeps the closed menu of a narrow window out of the way of the keyboard', async () => {
    const window = await test.open('#/profiles', { viewport: NARROW });
    const link = window.page.getByRole('link', { name: 'Datasets' });
    expect(await link.isVisible()).toBe(false);
    await window.page.getByRole('button', { name: 'Open the menu' }).press('Enter');
    await link.press('Enter');
    await window.page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor();
    expect(await link.isVisible()).toBe(false);
    await window.close();
  });

  it('shows the first page with all that one may do, and moves nothing afterwards', async () => {
    const { window, seen } = await watched('#/profiles');
    await window.page.getByRole('list', { name: 'Profiles' }).getByRole('listitem').first().waitFor();
    await window.page.getByRole('heading', { name: 'No profile of your own yet' }).waitFor();
    const { first, shift } = await seen();
    expect(first).toContain('New profile');
    expect(shift).toBeLessThan(0.02);
    await window.close();
  });

  it('moves nothing of the form to generate as its parts and the preview come', async () => {
    const { window, seen } = await watched('#/generate');
    await window.page.getByText('Busiest from').waitFor();
    expect((await seen()).shift).toBeLessThan(0.002);
    await window.close();
  });

  it('tells of a generation that ends while another page is open, and shows it in the list at once', async () => {
    const window = await test.open('#/datasets');
    const { page } = window;
    await page.getByRole('link', { name: 'Generate the first dataset' }).click();
    await page.getByRole('button', { name: 'Generate' }).click();
    await page.getByRole('link', { name: 'Datasets' }).click();
    await page.getByRole('alert').filter({ hasText: 'is ready' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Ready' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2); // the header and the one dataset
    await window.close();
  });

  it('gives the operation behind a list, and goes on with it in Query', async () => {
    const window = await test.open('#/profiles');
    const { page } = window;
    await page.getByRole('button', { name: 'Show the query' }).click();
    await page.getByRole('dialog').getByText('query ProfileList').waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    await page.getByRole('link', { name: 'Open in Query' }).click();
    await page.getByRole('tab', { name: 'ProfileList', selected: true }).waitFor();
    await page.locator('.graphiql-editor-tool').getByText('"first"').waitFor();
    await page.getByRole('button', { name: 'Execute query' }).click();
    await page.locator('.result-window').getByText('"profiles"').waitFor();
    expect(page.url()).toMatch(/#\/query$/); // what is edited from here on is not in the address
    await window.close();
  });

  it('copies where the browser has no clipboard for pages, and shows what it cannot copy', async () => {
    const window = await test.open('#/nowhere');
    const { page } = window;
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.goto(`${test.service.url}/#/profiles`);
    await page.reload();
    await page.getByRole('button', { name: 'Show the query' }).click();
    const copy = page.getByRole('region', { name: 'Operation' }).getByRole('button', { name: 'Copy' });
    await copy.click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.evaluate(() => (document.execCommand = () => false));
    await copy.filter({ hasText: /^Copy$/ }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'Not copied' });
    expect(await notice.textContent()).toContain('query ProfileList');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const search = page.getByLabel('Find by name');
    await search.focus();
    await page.keyboard.press('Control+V');
    expect(await search.inputValue()).toContain('query ProfileList');
    await window.close();
  });

  it('says that the service is away, and is up to date again by itself when it is back', async () => {
    const window = await test.open('#/datasets');
    const { page } = window;
    await page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor();
    window.expectServiceAway();
    const { port } = new URL(test.service.url);
    await test.stopService();
    await page.getByText('The service cannot be reached. The console connects again').waitFor();
    await test.startAgain(port);
    await page.getByText('The service is back.').waitFor();
    await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').filter({ hasText: 'could not be shown' }).count()).toBe(0);
    await window.close();
  });
});

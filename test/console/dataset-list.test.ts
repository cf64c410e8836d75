import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleTest } from './console-page.js';
import { makeDataset, queueDataset } from './datasets.js';

let test: ConsoleTest;
beforeAll(async () => {
  test = await ConsoleTest.start();
});
afterAll(() => test.end());

describe('the list of datasets', () => {
  it('says what to do first while there is none', async () => {
    const window = await test.open('#/datasets');
    await window.page.getByRole('heading', { name: 'No datasets yet' }).waitFor();
    const first = window.page.getByRole('link', { name: 'Generate the first dataset' });
    await first.waitFor();
    expect(await first.getAttribute('href')).toBe('#/generate');
    await window.close();
  });

  it('finds, filters and orders, all in the address', async () => {
    await makeDataset(test, { name: 'River County', recordCount: 200 });
    await makeDataset(test, { name: 'Storm week', recordCount: 300 });
    const window = await test.open('#/datasets');
    const { page } = window;
    const names = page.getByRole('rowheader');
    await names.nth(1).waitFor();
    await page.getByLabel('Order').selectOption('Largest first');
    await page.waitForURL(/order=largest/);
    await page.getByLabel('Find by name').fill('river');
    await names.filter({ hasText: 'Storm week' }).waitFor({ state: 'detached' });
    expect(await names.allTextContents()).toEqual(['River County']);
    await page.getByLabel('State').selectOption('Failed');
    await page.getByRole('heading', { name: 'No dataset matches' }).waitFor();
    const shared = await test.open(new URL(page.url()).hash);
    await shared.page.getByRole('button', { name: 'Show all datasets' }).click();
    await shared.page.getByRole('rowheader').nth(1).waitFor();
    expect(await shared.page.getByRole('rowheader').allTextContents()).toEqual(['Storm week', 'River County']);
    expect(await shared.accessibilityViolations()).toEqual([]);
    await shared.close();
    await window.close();
  });

  it('does not say that there are none on a page whose datasets are gone', async () => {
    const { data } = await test.service.graphql('{ datasets(first: 50) { pageInfo { endCursor } } }');
    const behind = new URLSearchParams({ after: data.datasets.pageInfo.endCursor });
    const window = await test.open(`#/datasets?${behind.toString()}`);
    await window.page.getByRole('heading', { name: 'No dataset matches' }).waitFor();
    await window.page.getByRole('button', { name: 'Show all datasets' }).click();
    await window.page.getByRole('rowheader', { name: 'River County' }).waitFor();
    expect(await window.page.getByRole('rowheader').count()).toBe(2);
    await window.close();
  });

  it('shows how far a generation is, cancels it, and deletes it once it has said what is lost', async () => {
    await queueDataset(test, { name: 'Endless', recordCount: 40_000_000 });
    const window = await test.open('#/datasets');
    const { page } = window;
    const row = page.getByRole('row', { name: 'Endless' });
    await row.getByText(/a second/).waitFor();
    await page.getByRole('button', { name: 'Cancel Endless' }).click();
    await page.getByRole('button', { name: 'Cancel the generation' }).click();
    await row.getByText('Cancelled').waitFor();

    await page.getByRole('button', { name: 'Delete Storm week' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('“Storm week” and its 300 records will be gone for good.').waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    await page.keyboard.press('Enter'); // the focus is on what does no harm
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete Storm week' }).click();
    await dialog.getByText('So will its exported files: CSV').waitFor();
    await page.getByRole('button', { name: 'Delete the dataset' }).click();
    await page.getByRole('row', { name: 'Storm week' }).waitFor({ state: 'detached' });
    await window.close();
  });
});

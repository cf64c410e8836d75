import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf } from '../support/data-at-rest.js';
import { type ConsoleWindow, ConsoleTest } from './console-page.js';
import { makeDataset, queueDataset } from './datasets.js';

const NARROW = { width: 360, height: 740 };

let test: ConsoleTest;
let window: ConsoleWindow;
let page: Page;
beforeAll(async () => {
  test = await ConsoleTest.start();
  window = await test.open('#/datasets', { viewport: NARROW, colorScheme: 'dark' });
  page = window.page;
});
afterAll(async () => {
  await window.close();
  await test.end();
});

async function show(id: string): Promise<void> {
  await page.goto(`${test.service.url}/#/datasets/${id}`);
  await page.reload(); // nothing is left of what was shown before
}

async function expectWellShown(): Promise<void> {
  expect(await window.accessibilityViolations()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
}

describe('the page of a dataset', () => {
  it('says that it was cancelled, and offers no records', async () => {
    const id = await queueDataset(test, { name: 'Called off', recordCount: 60_000_000 });
    await show(id);
    await page.getByText('Being made').waitFor();
    await page.getByRole('button', { name: 'Cancel Called off' }).click();
    await page.getByRole('button', { name: 'Cancel the generation' }).click();
    await page.getByText('This generation was cancelled, so there are no records.').waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Cancel Called off' }).count()).toBe(0);
    await expectWellShown();
  });

  it('says why a file could not be written, and why its records cannot be shown any more', async () => {
    const id = await makeDataset(test, { name: 'Unlucky', recordCount: 1_000, formats: [] });
    const folder = folderOf(test.folder, id);
    await writeFile(join(folder, 'exports'), 'in the way');
    await show(`${id}?part=about`);
    await page.getByRole('button', { name: 'Make the file' }).click();
    const row = page.getByRole('row').filter({ hasText: 'failed' });
    await row.getByText('The service could not write to its data folder').waitFor();
    expect(await row.getByRole('button', { name: 'Download' }).count()).toBe(0);
    await expectWellShown();

    await rm(join(folder, 'records', 'part-00000.parquet'));
    await show(id);
    const notice = page.getByRole('alert', { name: 'Files of this dataset are lost or damaged' });
    await notice.getByText(`synth911 repair ${id}`).waitFor();
    await notice.getByText('The service calls this FILES_LOST.').waitFor();
    await expectWellShown();
    await page.goto(`${test.service.url}/#/datasets`);
    await page.getByRole('row').filter({ hasText: 'Unlucky' }).getByText('Files lost').waitFor();
  });

  it('says why it could not be made', async () => {
    const id = await queueDataset(test, { name: 'Hopeless', recordCount: 400_000 });
    await writeFile(folderOf(test.folder, id), 'in the way'); // long before its folder would be put there
    await show(id);
    const notice = page.getByRole('alert', { name: 'This dataset could not be made' });
    await notice.getByText('The service could not write to its data folder').waitFor();
    await notice.getByText('The service calls this STORAGE_FAILED.').waitFor();
    await page.getByRole('alert').filter({ hasText: '“Hopeless” failed.' }).waitFor();
    await expectWellShown();
  });
});

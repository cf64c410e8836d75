import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECORD_COLUMNS } from '../../src/domain/record-schema.js';
import { parseCsv } from '../support/csv.js';
import { ConsoleTest, type ConsoleWindow } from './console-page.js';

let test: ConsoleTest;
let window: ConsoleWindow;
let page: Page;
beforeAll(async () => {
  test = await ConsoleTest.start();
  window = await test.open();
  page = window.page;
});
afterAll(() => test.end());

const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const notice = (text: string) => page.getByRole('alert').filter({ hasText: text });

async function visit(link: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: link }).click();
  await heading(link).waitFor();
}

async function expectNoViolations(): Promise<void> {
  await page.getByRole('status', { name: 'Loading…' }).waitFor({ state: 'detached' });
  expect({ at: page.url(), violations: await window.accessibilityViolations() }).toMatchObject({ violations: [] });
}

/** What the browser has saved of the file in this row. */
async function download(row: string): Promise<string> {
  const files = page.getByRole('region', { name: 'Files' });
  const button = files
    .getByRole('row')
    .filter({ hasText: row })
    .getByRole('button', { name: /^Download / });
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  return readFile(await file.path(), 'utf8');
}

/** All records of the only dataset as the service gives them: from the file, and read while they are sent. */
async function servedTexts(): Promise<string[]> {
  const { data } = await test.service.graphql(
    '{ datasets { nodes { recordsUrl(format: CSV) files { url filter } } } }',
  );
  const [{ recordsUrl, files }] = data.datasets.nodes;
  const whole = files.find(({ filter }: { filter: string | null }) => filter === null);
  const answers = await Promise.all([whole.url, recordsUrl].map((url: string) => fetch(test.service.url + url)));
  return Promise.all(answers.map((answer) => answer.text()));
}

describe('the whole tour', () => {
  it('leads by what one sees from an empty service to a file that holds what was asked for', async () => {
    await page.getByRole('heading', { name: 'No profile of your own yet' }).waitFor();
    await visit('Datasets');
    await page.getByRole('heading', { name: 'No datasets yet' }).waitFor();
    await page.getByText('Choose a profile and generate from it').waitFor();
    await page.getByRole('link', { name: 'Generate the first dataset' }).waitFor();
    await expectNoViolations();

    await visit('Profiles');
    await expectNoViolations();
    await page.getByRole('link', { name: 'Make a profile' }).click();
    await heading('New profile').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Harbour night desk');
    await page.getByLabel('Description', { exact: true }).fill('For the course in June');
    await page.getByRole('checkbox', { name: 'Search and rescue' }).uncheck();
    await page.getByText(/Busiest from/).waitFor();
    await expectNoViolations();
    await page.getByRole('button', { name: 'Save' }).click();
    await notice('“Harbour night desk” is saved.').waitFor();

    await visit('Profiles');
    const saved = page.getByRole('list', { name: 'Profiles' }).getByRole('listitem').filter({ hasText: 'Harbour' });
    await saved.getByText('For the course in June').waitFor();
    expect(await page.getByRole('heading', { name: 'No profile of your own yet' }).count()).toBe(0);
    await saved.getByRole('link', { name: 'Generate from Harbour night desk' }).click();

    await heading('Generate').waitFor();
    await page.getByText('In the profile: 10,000.').waitFor();
    await page.getByLabel('Records', { exact: true }).fill('5000');
    await page.getByLabel('First day').fill('2024-06-01');
    await page.getByLabel('Last day').fill('2024-06-30');
    await page.getByRole('textbox', { name: 'Name' }).fill('Course of June');
    await page.getByLabel('Seed').fill('june');
    await page.getByText('with CSV').waitFor();
    await expectNoViolations();
    await page.getByRole('button', { name: 'Generate' }).click();
    await notice('“Course of June” is being made.').waitFor();
    const underWay = page.getByRole('region', { name: 'Latest generations' }).getByRole('listitem');
    await underWay.filter({ hasText: 'Seed june' }).getByText('Ready', { exact: true }).waitFor();
    await notice('“Course of June” is ready: 5,000 records.').getByText('Open the dataset').click();

    await heading('Course of June').waitFor();
    await page.getByText('All 5,000 records').waitFor();
    const grid = page.getByRole('grid');
    await grid.getByRole('gridcell', { name: '2024-06-01' }).first().waitFor();
    await expectNoViolations();
    await grid.getByRole('gridcell', { name: 'EMS', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Only EMS' }).click();
    const matching = page.getByText(/^[\d,]+ of 5,000 records$/);
    const shown = Number.parseInt((await matching.innerText()).replace(',', ''), 10);
    await page.getByRole('tab', { name: 'Charts' }).click();
    const mix = page.getByRole('region', { name: 'Mix by agency' });
    await mix.getByRole('button', { name: /^EMS/, pressed: true }).waitFor();
    await page.getByRole('region', { name: 'Intervals by priority' }).getByRole('button').first().waitFor();
    await expectNoViolations();

    await page.getByRole('tab', { name: 'Files and making' }).click();
    await page.getByRole('button', { name: 'Make the file' }).click();
    const ambulances = parseCsv(await download('EMS'));
    const text = await download('all records');
    await expectNoViolations();
    const { header, rows } = parseCsv(text);
    expect(header).toEqual(RECORD_COLUMNS.map(({ csvName }) => csvName));
    expect(rows).toHaveLength(5_000);
    expect(new Set(rows.map((row) => row['agency']))).toEqual(new Set(['LAW', 'EMS', 'FIRE']));
    expect(rows.every((row) => /^2024-06-\d\d \d\d:\d\d:\d\d$/.test(row['event_time'] ?? ''))).toBe(true);
    expect(ambulances.rows).toEqual(rows.filter((row) => row['agency'] === 'EMS'));
    expect(ambulances.rows).toHaveLength(shown);
    for (const served of await servedTexts()) expect(served === text).toBe(true); // a difference of megabytes helps nobody
    await window.close(); // throws when a request left for another host, or the Content-Security-Policy was broken
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleTest } from './console-page.js';
import { queueDataset } from './datasets.js';

let test: ConsoleTest;
beforeAll(async () => {
  test = await ConsoleTest.start();
});
afterAll(() => test.end());

interface NewestDataset {
  readonly status: string;
  readonly seed: string;
  readonly profile: { readonly name: string } | null;
  readonly files: readonly { readonly format: string }[];
  readonly settings: {
    readonly recordCount: number;
    readonly startDate: string;
    readonly endDate: string;
    readonly namesPerShift: number;
    readonly timingModel: string;
  };
}

async function newestDataset(): Promise<NewestDataset> {
  const { data } = await test.service.graphql(
    `{ datasets(first: 1) { nodes { status seed profile { name } files { format }
       settings { recordCount startDate endDate namesPerShift timingModel } } } }`,
  );
  return data.datasets.nodes[0];
}

describe('generating', () => {
  it('leads from the list of profiles to a dataset, with what is this run’s own', async () => {
    const window = await test.open('#/profiles');
    const { page } = window;
    await page.getByRole('link', { name: 'Generate from Small town' }).click();
    await page.getByText('In the profile: 8,000.').waitFor();
    await page.getByLabel('Records', { exact: true }).fill('1234');
    await page.getByLabel('First day').fill('2024-06-01');
    await page.getByRole('textbox', { name: 'Name' }).fill('Course of June');
    await page.getByLabel('Seed').fill('june');
    await page.getByRole('checkbox', { name: 'Parquet' }).check();
    await page.getByText('with CSV, Parquet').waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    await page.getByRole('button', { name: 'Generate' }).click();
    await page.getByRole('alert').filter({ hasText: '“Course of June” is ready: 1,234 records.' }).waitFor();
    await page.getByRole('region', { name: 'Latest generations' }).getByText('Ready').waitFor();
    expect(await newestDataset()).toMatchObject({
      seed: 'june',
      profile: { name: 'Small town' },
      files: [{ format: 'CSV' }, { format: 'PARQUET' }],
      settings: { recordCount: 1_234, startDate: '2024-06-01', endDate: '2024-12-31', namesPerShift: 3 },
    });
    await window.close();
  });

  it('shows from scratch, too, what is wrong, also where only the service knows it', async () => {
    const window = await test.open('#/generate');
    const { page } = window;
    await page.getByText('Default: 10,000.').waitFor();
    await page.getByRole('checkbox', { name: 'Excel' }).check();
    await page.getByLabel('Records', { exact: true }).fill('2000000');
    await page.getByText('XLSX holds at most 1,048,575 records').first().waitFor();
    await page.getByRole('checkbox', { name: 'Excel' }).uncheck();
    await page.getByLabel('Records', { exact: true }).fill('500');
    await page.getByText('All other settings').click();
    await page.getByLabel('Timing model', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('People on a shift', { exact: true }).fill('');
    await page.getByText('Enter a whole number from 1 to 500.').waitFor();
    await page.getByRole('button', { name: 'Generate' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter'); // in a field, it sends the form
    await page.getByRole('alert').filter({ hasText: 'is ready: 500 records.' }).waitFor();
    expect((await newestDataset()).settings).toMatchObject({ namesPerShift: 5, timingModel: 'CLASSIC' });
    await window.close();
  });

  it('shows what is being made again after a reload, and cancels it', async () => {
    await queueDataset(test, { name: 'Endless', recordCount: 60_000_000 });
    const window = await test.open('#/generate', { viewport: { width: 360, height: 740 } });
    const { page } = window;
    const row = page.getByRole('listitem').filter({ hasText: 'Endless' });
    await row.getByText(/a second/).waitFor();
    await page.reload();
    await row.getByText(/a second/).waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await row.getByRole('button', { name: 'Cancel Endless' }).click();
    await page.getByRole('button', { name: 'Cancel the generation' }).click();
    await row.getByText('Cancelled').waitFor();
    await page.getByRole('alert').filter({ hasText: '“Endless” was cancelled.' }).waitFor();
    await window.close();
  });

  it('tells of what ended while the service could not be heard', async () => {
    const id = await queueDataset(test, { name: 'Meanwhile', recordCount: 60_000_000 });
    const window = await test.open('#/generate');
    const { page } = window;
    await page.getByRole('listitem').filter({ hasText: 'Meanwhile' }).waitFor();
    window.expectServiceAway();
    const { port } = new URL(test.service.url);
    await test.stopService();
    await page.getByTestId('connection-lost').waitFor();
    await test.startAgain('0'); // on the same data, at an address that the window does not know
    const cancel = 'mutation ($id: ID!) { cancelGeneration(input: { datasetId: $id }) { dataset { status } } }';
    expect(await test.service.graphql(cancel, { id })).toMatchObject({
      data: { cancelGeneration: { dataset: { status: 'CANCELLED' } } },
    });
    await test.stopService();
    await test.startAgain(port);
    await page.getByRole('alert').filter({ hasText: '“Meanwhile” was cancelled.' }).waitFor();
    await window.close();
  });
});

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleTest } from './console-page.js';

let test: ConsoleTest;
beforeAll(async () => {
  test = await ConsoleTest.start();
});
afterAll(() => test.end());

async function savedProfile(name: string, settings: object = {}): Promise<string> {
  const { data, errors } = await test.service.graphql(
    'mutation ($input: CreateProfileInput!) { createProfile(input: $input) { profile { id } } }',
    { input: { name, tags: ['mine'], settings } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.createProfile.profile.id;
}

interface StoredProfile {
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly tags: readonly string[];
  readonly settings: {
    readonly recordCount: number;
    readonly startDate: string;
    readonly endDate: string;
    readonly namesPerShift: number;
    readonly agencies: readonly { readonly agency: string; readonly weight: number | null }[];
    readonly callTypes: readonly { readonly name: string; readonly weight: number | null }[] | null;
    readonly hourlyWeights: readonly number[] | null;
  };
}

async function stored(name: string): Promise<StoredProfile | null> {
  const { data } = await test.service.graphql(
    `query ($name: String!) { profile(name: $name) { name description revision tags
       settings { recordCount startDate endDate namesPerShift agencies { agency weight } callTypes { name weight } hourlyWeights } } }`,
    { name },
  );
  return data.profile;
}

async function theStored(name: string): Promise<StoredProfile> {
  const found = await stored(name);
  if (!found) throw new Error(`there is no profile ${name}`);
  return found;
}

const errorOf = (page: Page, label: string) => {
  const field = page.getByLabel(label, { exact: true });
  return field.evaluate((input) => {
    const ids = (input.getAttribute('aria-describedby') ?? '').split(' ');
    return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  });
};

describe('a new profile', () => {
  it('begins with the defaults, shows what it makes as it changes, and says what is wrong where it is', async () => {
    const window = await test.open('#/profiles');
    const { page } = window;
    await page.getByRole('link', { name: 'Make a profile' }).click();
    await page.getByText('Police 7,000').waitFor();
    expect(await page.getByRole('region', { name: 'The first ten records' }).getByRole('row').count()).toBe(11);
    await page.getByLabel('Records', { exact: true }).fill('50000');
    await page.getByText('Police 35,000').waitFor();

    await page.getByLabel('Last day', { exact: true }).fill('2023-12-31');
    await page.getByLabel('People on a shift', { exact: true }).fill('501');
    expect(await errorOf(page, 'Last day')).toContain('The last day is before the first.');
    expect(await errorOf(page, 'People on a shift')).toContain('Enter a whole number from 1 to 500.');
    await page.getByText('The preview goes on when every value is right.').waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    expect(await errorOf(page, 'Name')).toContain('Give it a name of 1 to 100 characters.');

    await page.getByRole('button', { name: 'Set Last day back to Dec 31, 2024' }).click();
    await page.getByLabel('People on a shift', { exact: true }).fill('12');
    await page.getByLabel('Name', { exact: true }).fill('SMALL TOWN');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('There is already a profile of that name').waitFor();
    expect(await errorOf(page, 'Name')).toContain('There is already a profile of that name');

    await page.getByLabel('Name', { exact: true }).fill('River County');
    await page.getByRole('combobox', { name: 'Tags' }).fill('training');
    await page.getByRole('combobox', { name: 'Tags' }).press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: '“River County” is saved.' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'River County' }).waitFor();
    expect(await stored('River County')).toMatchObject({
      tags: ['training'],
      settings: { recordCount: 50_000, namesPerShift: 12, endDate: '2024-12-31' },
    });
    await window.close();
  });

  it('takes own shares, call types and rhythm, and begins them with what the model has', async () => {
    const window = await test.open('#/profiles/new');
    const { page } = window;
    await page.getByText('Busiest from').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Own everything');
    await page.getByRole('checkbox', { name: 'Search and rescue' }).uncheck();
    await page.getByText(/Police 7,0\d\d · Ambulance 2,0\d\d · Fire 889$/).waitFor();
    const shares = page.getByRole('radiogroup', { name: 'Shares of the agencies' });
    await shares.getByRole('radio', { name: 'My own' }).check();
    expect(await page.getByLabel('Share of Police').inputValue()).toMatch(/^70\.\d$/);
    await page.getByLabel('Share of Police').fill('0');
    expect(await errorOf(page, 'Share of Police')).toContain('Enter a number above 0.');
    await page.getByLabel('Share of Police').fill('50');
    const types = page.getByRole('radiogroup', { name: 'Call types' });
    await types.getByRole('radio', { name: 'Only those that I choose' }).check();
    await page.getByRole('button', { name: /^Fire/ }).click();
    await page.getByRole('button', { name: 'Choose none' }).click();
    await page.getByRole('checkbox', { name: 'GAS LEAK' }).check();
    await page.getByLabel('Weight of GAS LEAK').fill('3.5');
    const hours = page.getByRole('radiogroup', { name: 'Hours of the day' });
    await hours.getByRole('radio', { name: 'My own' }).check();
    await page.getByLabel('Hours of the day: 03–04 h').fill('9');
    await page.getByText(/Busiest from 03–04 h/).waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Own everything' }).waitFor();
    const { settings } = await theStored('Own everything');
    expect(settings.agencies.map(({ agency }) => agency)).toEqual(['LAW', 'EMS', 'FIRE']);
    expect(settings.agencies[0]?.weight).toBe(50);
    expect(settings.callTypes).toContainEqual({ name: 'GAS LEAK', weight: 3.5 });
    expect(settings.callTypes).toHaveLength(40 + 30 + 1);
    expect(settings.hourlyWeights?.[3]).toBe(9);
    await window.close();
  });
});

describe('a saved profile', () => {
  it('keeps what two windows change: the later one sees what came between, and puts its own over it', async () => {
    const id = await savedProfile('Shared');
    const one = await test.open(`#/profiles/${id}`);
    const other = await test.open(`#/profiles/${id}`);
    await other.page.getByLabel('Description', { exact: true }).fill('For the spring course');
    await other.page.getByLabel('Records', { exact: true }).fill('777');
    await one.page.getByLabel('Records', { exact: true }).fill('20000');
    await one.page.getByLabel('Addresses', { exact: true }).fill('99');
    await one.page.getByRole('button', { name: 'Save' }).click();
    await one.page.getByRole('alert').filter({ hasText: 'is saved' }).waitFor();

    await other.page.getByRole('button', { name: 'Save' }).click();
    const conflict = other.page.getByRole('alert').filter({ hasText: 'This profile was changed meanwhile' });
    await conflict.getByRole('row', { name: 'Records 10,000 20,000 777' }).waitFor();
    await conflict.getByRole('row', { name: 'Addresses 2,500 99 unchanged' }).waitFor();
    expect(await other.accessibilityViolations()).toEqual([]);
    await conflict.getByRole('button', { name: 'Put mine over it' }).press('Enter');
    expect(await other.page.getByLabel('Addresses', { exact: true }).inputValue()).toBe('99');
    await other.page.getByRole('button', { name: 'Save' }).click();
    await other.page.getByRole('alert').filter({ hasText: 'is saved' }).waitFor();
    const { revision, description, settings } = await theStored('Shared');
    expect({ revision, description, recordCount: settings.recordCount }).toEqual({
      revision: 3,
      description: 'For the spring course',
      recordCount: 777,
    });
    // Nothing is written in the first window: coming back to it shows the profile as it is now.
    await one.page.evaluate(() => dispatchEvent(new Event('focus')));
    await one.page.getByText('This profile was changed elsewhere.').waitFor();
    expect(await one.page.getByLabel('Description', { exact: true }).inputValue()).toBe('For the spring course');
    await one.close();
    await other.close();
  });

  it('asks before what was changed is lost', async () => {
    const id = await savedProfile('Half done');
    const window = await test.open(`#/profiles/${id}`);
    const { page } = window;
    await page.getByLabel('Name', { exact: true }).fill('Half done, changed');
    await page.getByRole('link', { name: 'Datasets' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Half done, changed');
    await page.getByRole('link', { name: 'Datasets' }).click();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor();
    await window.close();
  });

  it('that comes with the service is shown but cannot be changed; its copy can', async () => {
    const window = await test.open('#/profiles');
    const { page } = window;
    await page.getByRole('link', { name: 'Storm week', exact: true }).click();
    await page.getByText('comes with the service and stays as it is').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await page.getByLabel('Name of the copy').fill('Small Town');
    await page.keyboard.press('Enter');
    await page.getByText('There is already a profile named').waitFor();
    await page.getByLabel('Name of the copy').fill('Storm course');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Storm course' }).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).isEnabled()).toBe(true);
    await window.close();
  });
});

describe('the list of profiles', () => {
  it('finds by name and tag, in the address', async () => {
    await savedProfile('Harbour 1');
    await savedProfile('Harbour 2');
    const window = await test.open('#/profiles');
    const { page } = window;
    const names = page.getByRole('list', { name: 'Profiles' }).getByRole('link').filter({ hasNotText: 'Generate' });
    await page.getByLabel('Find by name').fill('HARBOUR');
    await page.getByRole('link', { name: 'Large city', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Harbour 2', exact: true }).waitFor();
    expect(await names.allTextContents()).toEqual(['Harbour 1', 'Harbour 2']);
    await page.getByText('exercise', { exact: true }).first().click();
    await page.getByRole('heading', { name: 'No profile matches' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Harbour 2', exact: true }).waitFor();
    await window.close();
  });

  it('deletes in a moment, and lets one change one’s mind until then, by keyboard alone', async () => {
    await savedProfile('Doomed');
    const window = await test.open('#/profiles');
    const { page } = window;
    const row = page.getByRole('link', { name: 'Doomed', exact: true });
    const remove = async () => {
      await page.getByRole('button', { name: 'More about Doomed' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
      await row.waitFor({ state: 'detached' });
    };
    await remove();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Undo');
    expect(await window.accessibilityViolations()).toEqual([]);
    await page.keyboard.press('Enter');
    await row.waitFor();
    expect(await stored('Doomed')).toMatchObject({ revision: 1 });
    await remove();
    await page.getByRole('alert').filter({ hasText: 'will be deleted' }).getByRole('button').last().click();
    await page.getByText('“Doomed” is deleted.').waitFor();
    expect(await stored('Doomed')).toBeNull();
    await window.close();
  });

  it('gives a profile as a file that it and the command line read, and asks where a name is taken', async () => {
    await savedProfile('Travelling', { recordCount: 4_321, callTypes: [{ name: 'GAS LEAK', weight: 2 }] });
    const window = await test.open('#/profiles');
    const { page } = window;
    const paths: string[] = [];
    for (const format of ['YAML', 'JSON']) {
      await page.getByRole('button', { name: 'More about Travelling' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: `Export as ${format}` }).click();
      paths.push(await (await download).path());
    }
    expect(JSON.parse(await readFile(paths[1] ?? '', 'utf8'))).toMatchObject({
      name: 'Travelling',
      tags: ['mine'],
      settings: { recordCount: 4_321, callTypes: [{ name: 'GAS LEAK', weight: 2 }], hourlyWeights: null },
    });
    await page.getByRole('button', { name: 'Import' }).click();
    const broken = { name: 'broken.yaml', mimeType: 'application/yaml', buffer: Buffer.from('name: [') };
    const yaml = { name: 'travelling.yaml', mimeType: 'application/yaml', buffer: await readFile(paths[0] ?? '') };
    await page.locator('input[type=file]').setInputFiles([broken, yaml]);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('broken.yaml: is neither YAML nor JSON.').waitFor();
    await dialog.getByText('There is a profile of that name.').waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByText('Imported as “Travelling (imported)”.').waitFor();
    const { settings } = await theStored('Travelling (imported)');
    expect(settings).toEqual((await theStored('Travelling')).settings);
    await window.close();
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleWindow, ConsoleTest } from './console-page.js';

const MAKE_KEY = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }';
const SAVE = 'mutation ($name: String!) { createProfile(input: { name: $name }) { profile { id } } }';
const GENERATE = `mutation ($name: String!) { generateDataset(input: { name: $name, formats: [CSV], settings: { recordCount: 500 } }) {
  dataset { id } } }`;
const STATUS = 'query ($id: ID!) { dataset(id: $id) { status } }';

type Who = 'Admin' | 'Reader' | 'Anna' | 'Bert';

let test: ConsoleTest;
let window: ConsoleWindow;
let page: Page;
const keys = {} as Record<Who, string>;
/** What Anna made. */
let profile: string;
let dataset: string;

beforeAll(async () => {
  test = await ConsoleTest.start();
  window = await test.open('#/profiles');
  page = window.page;
  window.expectRefusals();
  keys.Admin = await makeKey('Admin', 'MAINTAINER');
  keys.Reader = await makeKey('Reader', 'READER', keys.Admin);
  keys.Anna = await makeKey('Anna', 'USER', keys.Admin);
  keys.Bert = await makeKey('Bert', 'USER', keys.Admin);
  profile = (await test.service.graphql(SAVE, { name: 'Of Anna' }, keys.Anna)).data.createProfile.profile.id;
  const { data } = await test.service.graphql(GENERATE, { name: 'Calls of Anna' }, keys.Anna);
  dataset = data.generateDataset.dataset.id;
  const status = async () => (await test.service.graphql(STATUS, { id: dataset }, keys.Anna)).data.dataset.status;
  while ((await status()) !== 'COMPLETED') await sleep(50);
});
afterAll(async () => {
  await window.close();
  await test.end();
});

async function makeKey(name: string, role: string, by?: string): Promise<string> {
  return (await test.service.graphql(MAKE_KEY, { input: { name, role } }, by)).data.createApiKey.key;
}

/** Opens the page in a window that has this person's key. */
async function openAs(who: Who, address: string): Promise<void> {
  await page.evaluate((key) => sessionStorage.setItem('synth911.apiKey', key), keys[who]);
  await page.goto(`${test.service.url}/${address}`);
  await page.reload();
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const readOnly = () => page.getByText('With your key you may look at everything and download it');

const dialog = () => page.getByRole('dialog', { name: 'This service wants a key' });

async function giveKey(who: Who): Promise<void> {
  await dialog().getByLabel('API key').fill(keys[who]);
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
}

describe('who may only look', () => {
  it('is offered nothing that makes, changes or deletes', async () => {
    await openAs('Reader', '#/profiles');
    await button('More about Of Anna').click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Look at it',
      'Export as YAML',
      'Export as JSON',
    ]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('link', { name: /Generate from|New profile/ }).count()).toBe(0);
    await openAs('Reader', '#/datasets');
    await page.getByRole('link', { name: 'Calls of Anna' }).click();
    await page.getByRole('tab', { name: 'Files and making' }).click();
    await button(/^Download/).waitFor();
    expect(await button(/Delete|Make the file/).count()).toBe(0);
  });

  it('is told so where one would make something', async () => {
    for (const address of ['#/generate', '#/profiles/new', `#/profiles/${profile}`]) {
      await openAs('Reader', address);
      await readOnly().waitFor();
      await page.getByRole('complementary').getByText('The first ten records').waitFor(); // what it would make is shown
      expect(await button(/^(Generate|Save.*|Duplicate)$/).count()).toBe(0);
    }
    expect(await window.accessibilityViolations()).toEqual([]);
  });
});

describe('who makes things', () => {
  it('is offered to change what is one’s own', async () => {
    await openAs('Anna', `#/profiles/${profile}`);
    await button(/^Save/).waitFor();
    await openAs('Anna', `#/datasets/${dataset}?part=about`);
    await button('Delete Calls of Anna').waitFor();
    await button('Make the file').waitFor();
    expect(await readOnly().count()).toBe(0);
  });

  it('is offered to copy what is others’, and not to change it', async () => {
    await openAs('Bert', `#/profiles/${profile}`);
    await page.getByText('Others saved this profile, so it stays as it is.').waitFor();
    expect(await page.getByLabel('Records', { exact: true }).isDisabled()).toBe(true);
    expect(await button(/^Save/).count()).toBe(0);
    await button('Duplicate').waitFor();
    await openAs('Bert', `#/datasets/${dataset}?part=about`);
    await button(/^Download/).waitFor();
    expect(await button(/Delete|Make the file/).count()).toBe(0);
  });
});

describe('who changes keys', () => {
  it('is asked for the other as soon as the first is forgotten, and offered what that one allows', async () => {
    await openAs('Anna', '#/profiles');
    await page.getByRole('link', { name: 'New profile' }).waitFor();
    await button('Forget the API key').click();
    await dialog().getByText('Enter the API key that you were given.').waitFor();
    await giveKey('Reader');
    await page.getByRole('link', { name: 'New profile' }).waitFor({ state: 'detached' });
    expect(await page.getByText('The service cannot be reached.').count()).toBe(0);
  });

  it('is asked for the other when the first is revoked, and told of what goes on with that one', async () => {
    const revoke = 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { id } } }';
    await openAs('Anna', '#/datasets');
    await page.getByRole('link', { name: 'Calls of Anna' }).waitFor();
    const { data } = await test.service.graphql('{ apiKeys { nodes { id name } } }', {}, keys.Admin);
    const { id } = data.apiKeys.nodes.find(({ name }: { name: string }) => name === 'Anna');
    expect(await test.service.graphql(revoke, { id }, keys.Admin)).not.toHaveProperty('errors');
    await test.service.graphql(GENERATE, { name: 'Before' }, keys.Bert); // a key is looked at before each event
    await dialog().getByText('The service does not know this key.').waitFor();
    await giveKey('Bert');
    await page.getByRole('link', { name: 'Before' }).waitFor();
    await test.service.graphql(GENERATE, { name: 'Afterwards' }, keys.Bert);
    await page.getByRole('alert').filter({ hasText: '“Afterwards” is ready' }).waitFor();
    expect(await page.getByText('The service cannot be reached.').count()).toBe(0);
  });
});

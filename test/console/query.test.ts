import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../../src/console/pages/query/examples.js';
import { ConsoleTest } from './console-page.js';
import { makeDataset, queueDataset } from './datasets.js';

const OPERATIONS = examples.flatMap(({ operations }) => operations);
const SCHEMA = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));

let test: ConsoleTest;
let dataset: string;
beforeAll(async () => {
  test = await ConsoleTest.start();
  dataset = await makeDataset(test, { name: 'Examples', recordCount: 2_000 });
});
afterAll(() => test.end());

const editor = (page: Page) => page.locator('.graphiql-query-editor .monaco-editor');
const answer = (page: Page) => page.locator('.result-window');
const run = (page: Page) => page.getByRole('button', { name: 'Execute query' }).click();

/** Chooses the example and waits until GraphiQL has read its operation. */
async function chooseExample(page: Page, name: string, operation: string): Promise<void> {
  await editor(page).waitFor();
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('tab', { name: operation, selected: true }).waitFor();
}

describe('the examples', () => {
  it.each(OPERATIONS)('are valid: $title', ({ query }) => {
    expect(validate(SCHEMA, parse(query))).toEqual([]);
  });

  it.each(OPERATIONS.filter(({ query }) => !query.startsWith('subscription')))(
    'are answered as they stand: $title',
    async ({ query, variables = () => ({}) }) => {
      expect(await test.service.graphql(query, variables(dataset))).not.toHaveProperty('errors');
    },
  );

  it('open in tabs of their own, with a dataset to ask of, and are answered', async () => {
    const window = await test.open('#/query');
    const { page } = window;
    await chooseExample(page, 'Filter and order records', 'SlowestAtNight');
    await run(page);
    await answer(page).getByText('"totalCount"').waitFor();
    await answer(page).getByText('"problem"').first().waitFor();
    await page.getByRole('tab', { name: 'Profiles' }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'SlowestAtNight', selected: true }).waitFor();
    expect(await page.getByRole('tab').count()).toBe(2);
    await window.close();
  });

  it('follow every generation over WebSocket', async () => {
    const window = await test.open('#/query');
    const { page } = window;
    await chooseExample(page, 'Follow every generation (subscription)', 'Progress');
    const socket = page.waitForEvent('websocket', { predicate: (opened) => opened.url().endsWith('/graphql') });
    await page.reload(); // to see the socket from its beginning
    const subscribed = (await socket).waitForEvent('framesent', {
      predicate: ({ payload }) => payload.toString().includes('subscription Progress'),
    });
    await editor(page).waitFor();
    await run(page);
    await subscribed;
    await queueDataset(test, { name: 'Followed', recordCount: 1_000 });
    await answer(page).getByText('"Followed"').waitFor();
    await page.getByRole('button', { name: 'Stop query' }).click();
    expect(await page.getByRole('button', { name: 'Execute query' }).isVisible()).toBe(true);
    await window.close();
  });
});

describe('GraphiQL in the console', () => {
  it('knows the schema, in workers of its own, under a policy that lets no other script run', async () => {
    const window = await test.open('graphiql'); // the usual address leads to it
    const { page } = window;
    await editor(page).getByText('description').click();
    await page.keyboard.press('End');
    await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
    await page.keyboard.type('revisio');
    await page.getByRole('option', { name: 'revision' }).click();
    await editor(page).getByText('revision').waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await answer(page).getByText('"revision"').first().waitFor();
    expect(page.workers().map((worker) => worker.url())).toContainEqual(expect.stringContaining('graphql.worker'));
    const injected = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.head.append(script);
      return 'injected' in window;
    });
    expect(injected).toBe(false);
    expect(window.problems).toEqual([expect.stringContaining('Content Security Policy')]); // of what was injected
  });

  it('runs what is written as it stands, however soon', async () => {
    const window = await test.open('#/query');
    const { page } = window;
    const renameAndRun = async (name: string) => {
      await page.keyboard.press('ControlOrMeta+Home');
      await page.keyboard.press('ControlOrMeta+ArrowRight'); // behind what kind of operation it is
      await page.keyboard.press('ControlOrMeta+Shift+ArrowRight');
      await page.keyboard.insertText(` ${name}`);
      await page.keyboard.press('ControlOrMeta+Enter');
    };
    await editor(page).click();
    await renameAndRun('OtherName');
    await answer(page).getByText('"profiles"').waitFor();
    await chooseExample(page, 'Follow every generation (subscription)', 'Progress');
    await renameAndRun('Changes');
    await queueDataset(test, { name: 'At once', recordCount: 1_000 });
    await answer(page).getByText('"At once"').waitFor();
    await page.getByRole('button', { name: 'Stop query' }).click();
    await editor(page).click();
    await renameAndRun('two words');
    await answer(page).getByText('Syntax Error').waitFor();
    expect(window.problems).toEqual([expect.stringContaining('400 (Bad Request)')]);
  });

  it('has no accessibility violations with an answer and the documentation open, in the colours of the console', async () => {
    const window = await test.open('#/query', { colorScheme: 'light' });
    const { page } = window;
    await editor(page).waitFor();
    await run(page);
    await answer(page).getByText('"profiles"').waitFor();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Mutation' }).waitFor();
    expect(await window.accessibilityViolations()).toEqual([]);
    await page.getByLabel('Colours').selectOption('dark');
    const background = () =>
      page.evaluate(() => getComputedStyle(document.querySelector('.graphiql-container') as Element).backgroundColor);
    await expect.poll(background).toBe('rgb(36, 36, 36)');
    expect(await window.accessibilityViolations()).toEqual([]);
    await window.close();
  });

  it('lets the keyboard out of its editors', async () => {
    const window = await test.open('#/query');
    const { page } = window;
    await editor(page).click();
    const inEditor = () => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
    await page.keyboard.press('Tab');
    expect(await inEditor()).toBe(true);
    await page.keyboard.press('ControlOrMeta+m');
    await page.keyboard.press('Tab');
    expect(await inEditor()).toBe(false);
    await window.close();
  });
});

describe('with keys', () => {
  it('asks for the key, refuses a wrong one, and sends the right one with all that is asked', async () => {
    const window = await test.open('#/query');
    window.expectRefusals();
    const { page } = window;
    const { data } = await test.service.graphql(
      'mutation { createApiKey(input: { name: "Analyst", role: READER }) { key } }',
    );
    await page.reload();
    const dialog = page.getByRole('dialog', { name: 'This service wants a key' });
    await dialog.getByLabel('API key').fill('wrong');
    await dialog.getByRole('button', { name: 'Use this key' }).click();
    await dialog.getByText('The service does not know this key.').waitFor();
    await dialog.getByLabel('API key').fill(data.createApiKey.key);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await chooseExample(page, 'Who I am, and what the service can do', 'Service');
    await run(page);
    await answer(page).getByText('"Analyst"').waitFor();
    expect(await answer(page).innerText()).toContain('"READER"');
    await window.close();
  });
});

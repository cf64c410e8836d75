import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConsoleTest } from './console-page.js';

let test: ConsoleTest;
beforeAll(async () => {
  test = await ConsoleTest.start();
});
afterAll(() => test.end());

it('GraphiQL asks and shows the answer, under a policy that lets no script run but its own', async () => {
  const window = await test.open();
  const { page } = window;
  await page.goto(`${test.service.url}/graphiql`);
  await page.locator('.graphiql-query-editor .monaco-editor').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('{ serverInfo { version'); // the editor closes what is opened
  await page.getByRole('button', { name: /execute query/i }).click();
  await page.locator('.result-window').getByText('"serverInfo"').waitFor();
  expect(page.workers().map((worker) => worker.url())).toContainEqual(expect.stringContaining('graphqlWorker'));
  const noIcon = /404 \(Not Found\)/;
  expect(window.problems.filter((problem) => !noIcon.test(problem))).toEqual([]);
  const injected = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return 'injected' in window;
  });
  expect(injected).toBe(false);
});

import { rename } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/config.js';
import { tempFolder } from '../records/temp-folder.js';

async function builtApp() {
  const dataDir = await tempFolder();
  const app = await createApp({ ...loadConfig({ LOG_LEVEL: 'silent' }), dataDir, workers: 1 });
  onTestFinished(() => app.close());
  const ready = async () => {
    const answer = await app.http.inject('/ready');
    return [answer.statusCode, answer.json<{ ready: boolean; checks: object }>()];
  };
  return { app, dataDir, ready };
}

const OK = { jobs: 'ok', workers: 'ok', catalog: 'ok', dataFolder: 'ok' };

describe('GET /ready', () => {
  it('is 503 until the service takes up jobs, and 200 from then on', async () => {
    const { app, ready } = await builtApp();
    expect(await ready()).toEqual([503, { ready: false, checks: { ...OK, jobs: 'starting', workers: 'starting' } }]);
    await app.start();
    expect(await ready()).toEqual([200, { ready: true, checks: OK }]);
  });

  it('is 503 while the data folder is away, though /health is 200', async () => {
    const { app, dataDir, ready } = await builtApp();
    await app.start();
    await rename(dataDir, `${dataDir}-away`);
    expect(await ready()).toEqual([503, { ready: false, checks: { ...OK, dataFolder: 'failing' } }]);
    expect((await app.http.inject('/health')).statusCode).toBe(200);
    await rename(`${dataDir}-away`, dataDir);
    expect(await ready()).toEqual([200, { ready: true, checks: OK }]);
  });
});

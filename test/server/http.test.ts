import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
let file: { url: string; sha256: string; byteSize: number };
beforeAll(async () => {
  temp = await startTempApp({ corsOrigins: ['https://app.example'] });
  const { id } = await generate(temp, { settings: { recordCount: 500 } });
  const { data } = await temp.graphql('query ($id: ID!) { dataset(id: $id) { files { url sha256 byteSize } } }', {
    id,
  });
  [file] = data.dataset.files;
});
afterAll(() => temp.close());

function get(url: string, headers: Record<string, string> = {}) {
  return temp.app.http.inject({ method: 'GET', url, headers });
}

describe('GET /datasets/<id>/files/<name>', () => {
  it('sends the file with its type, length, name and hash', async () => {
    const answer = await get(file.url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-length': String(file.byteSize),
      etag: `"${file.sha256}"`,
      'accept-ranges': 'bytes',
    });
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="synth911-[\w-]+\.csv"$/);
  });

  it('sends a range, and the whole file when it has changed since', async () => {
    const whole = (await get(file.url)).rawPayload;
    const part = await get(file.url, { range: 'bytes=10-19' });
    expect(part.statusCode).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 10-19/${file.byteSize}`);
    expect(part.rawPayload).toEqual(whole.subarray(10, 20));
    const fresh = await get(file.url, { range: 'bytes=10-19', 'if-range': `"${file.sha256}"` });
    expect(fresh.statusCode).toBe(206);
    const stale = await get(file.url, { range: 'bytes=10-19', 'if-range': '"other"' });
    expect(stale.statusCode).toBe(200);
    expect((await get(file.url, { range: 'bytes=99999999-' })).statusCode).toBe(416);
  });

  it('answers 304 to who has it, and HEAD without a body', async () => {
    expect((await get(file.url, { 'if-none-match': `"${file.sha256}"` })).statusCode).toBe(304);
    const head = await temp.app.http.inject({ method: 'HEAD', url: file.url });
    expect(head.statusCode).toBe(200);
    expect(head.headers['content-length']).toBe(String(file.byteSize));
    expect(head.body).toBe('');
  });

  it.each(['../../catalog.db', '..%2F..%2Fcatalog.db', '%2e%2e/%2e%2e/catalog.db', 'none.csv', '..%5C..%5Ccatalog.db'])(
    'knows no file %s',
    async (name) => {
      const answer = await get(file.url.replace(/[^/]+$/, name));
      expect(answer.statusCode).toBe(404);
      expect(answer.body).not.toContain(temp.folder);
    },
  );
});

describe('the HTTP service', () => {
  it('answers /health', async () => {
    expect((await get('/health')).json()).toEqual({ status: 'ok' });
  });

  it('serves GraphiQL without any outside address', async () => {
    const page = await get('/graphiql');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const addresses = page.body.match(/(?:src|href)=["']?([^"'>\s]+)/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => /https?:|\/\//.test(address))).toEqual([]);
    const script = /\/graphiql\/static\/[\w.-]+\.js/.exec(page.body)?.[0] ?? '';
    expect((await get(script)).statusCode).toBe(200);
  });

  it('lets configured origins in and no other', async () => {
    expect((await get('/health', { origin: 'https://app.example' })).headers['access-control-allow-origin']).toBe(
      'https://app.example',
    );
    expect(
      (await get('/health', { origin: 'https://evil.example' })).headers['access-control-allow-origin'],
    ).toBeUndefined();
  });

  it('refuses mutations by GET and simple cross-site posts', async () => {
    const mutation = encodeURIComponent(
      'mutation { deleteProfile(input: { id: "x", expectedRevision: 1 }) { deletedProfileId } }',
    );
    const byGet = await get(`/graphql?query=${mutation}`, { 'apollo-require-preflight': 'true' });
    expect(byGet.statusCode).toBe(405);
    const simple = await temp.app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'text/plain' },
      payload: '{"query":"{ __typename }"}',
    });
    expect(simple.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('refuses a body over 256 KiB', async () => {
    const query = `{ __typename } # ${'x'.repeat(300 * 1024)}`;
    const answer = await temp.app.http.inject({ method: 'POST', url: '/graphql', payload: { query } });
    expect(answer.statusCode).toBe(413);
  });

  it('says what is wrong with an operation, with the codes of Apollo', async () => {
    expect((await temp.graphql('{ nonsense }')).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await temp.graphql('{')).errors?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });
});

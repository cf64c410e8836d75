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

describe('every answer', () => {
  const POSTS = { method: 'POST', url: '/graphql' } as const;
  const JSON_TYPE = { 'content-type': 'application/json' };

  it.each([
    ['GraphQL', { ...POSTS, payload: { query: '{ __typename }' } }],
    ['a file', { method: 'GET', url: '/health' }],
    ['a path that is none', { method: 'GET', url: '/nowhere' }],
    ['a body that is none', { ...POSTS, headers: JSON_TYPE, payload: '{' }],
  ] as const)('of %s tells browsers not to show, guess or frame it', async (_what, request) => {
    const { headers } = await temp.app.http.inject(request as never);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('of a page lets its own scripts run, and neither eval nor what is written into it', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it.each([
    ['GET', '/nowhere', 404, 'NOT_FOUND'],
    ['GET', '/assets/none.js', 404, 'NOT_FOUND'],
    ['PUT', '/graphql', 405, 'BAD_USER_INPUT'],
    ['PUT', '/health', 405, 'BAD_USER_INPUT'],
    ['DELETE', '/datasets/x/records.csv', 405, 'BAD_USER_INPUT'],
    ['POST', '/graphql', 400, 'BAD_USER_INPUT'],
    ['GET', '/%', 400, 'BAD_USER_INPUT'],
    ['GET', `/datasets/${'x'.repeat(500)}/records.csv`, 414, 'BAD_USER_INPUT'],
  ] as const)('to %s %s is an error of ours', async (method, url, status, code) => {
    const broken = { headers: JSON_TYPE, payload: '{"query":' };
    const answer = await temp.app.http.inject({ method, url, ...(method === 'POST' ? broken : {}) });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      errors: [{ message: expect.stringMatching(/^[A-Z].*\.$/), extensions: { code } }],
    });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    if (status === 405) expect(answer.headers.allow).toMatch(/GET|POST/);
  });

  it('to an array of operations is an error: nothing is batched', async () => {
    const answer = await temp.app.http.inject({ ...POSTS, payload: [{ query: '{ __typename }' }] });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toHaveLength(1);
  });

  it('says that it wants TLS for good where a trusted proxy speaks it', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' };
    expect((await get('/health', headers)).headers).not.toHaveProperty('strict-transport-security');
    const behind = await startTempApp({ trustedProxies: ['loopback'] });
    const answer = await behind.app.http.inject({ method: 'GET', url: '/health', headers });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    await behind.close();
  });
});

describe('the HTTP service', () => {
  it.each(['', 'a b', '[::'])("answers an operation whatever host it names, such as '%s'", async (host) => {
    const payload = { query: '{ __typename }' };
    const answer = await temp.app.http.inject({ method: 'POST', url: '/graphql', headers: { host }, payload });
    expect(answer.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it('answers /health', async () => {
    expect((await get('/health')).json()).toEqual({ status: 'ok' });
  });

  it('has GraphiQL in the console, where one is led from its usual address', async () => {
    const answer = await get('/graphiql');
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('./#/query');
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

  it('says of variables with more faults than it tells that there are more', async () => {
    const ids = Array.from({ length: 60 }, () => ({}));
    const { errors = [] } = await temp.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(errors.at(-1)?.message).toMatch(/^Too many errors/);
  });

  it('says what is wrong with an operation, with the codes of Apollo', async () => {
    expect((await temp.graphql('{ nonsense }')).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await temp.graphql('{')).errors?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });
});

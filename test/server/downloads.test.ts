import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE_FORMATS } from '../../src/domain/dataset.js';
import { acceptsGzip } from '../../src/server/content-coding.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
let id: string;
let files: Record<string, { url: string; sha256: string; byteSize: number; name: string }>;
let base: string;
beforeAll(async () => {
  temp = await startTempApp();
  ({ id } = await generate(temp, { settings: { recordCount: 60_000 }, formats: ['CSV', 'NDJSON', 'PARQUET'] }));
  const small = await generate(temp, { settings: { recordCount: 20 }, formats: ['JSON', 'XLSX'] });
  const query = 'query ($id: ID!) { dataset(id: $id) { files { format name url sha256 byteSize } } }';
  const all = [
    ...(await temp.graphql(query, { id })).data.dataset.files,
    ...(await temp.graphql(query, { id: small.id })).data.dataset.files,
  ];
  files = Object.fromEntries(all.map((file: Json) => [file.format, file]));
  await temp.app.http.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(temp.app.http.server.address() as AddressInfo).port}`;
});
afterAll(() => temp.close());

function get(url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
  return temp.app.http.inject({ method, url, headers });
}

function fileOf(format: string) {
  const found = files[format];
  if (!found) throw new Error(`no ${format}`);
  return found;
}

describe('GET /datasets/<id>/files/<name>', () => {
  it.each([
    ['CSV', 'text/csv; charset=utf-8'],
    ['NDJSON', 'application/x-ndjson; charset=utf-8'],
    ['JSON', 'application/json; charset=utf-8'],
    ['PARQUET', 'application/vnd.apache.parquet'],
    ['XLSX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('names the type of %s', async (format, type) => {
    const { url, sha256, byteSize, name } = fileOf(format);
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await get(url, {}, method);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': type,
        'content-length': String(byteSize),
        'content-disposition': `attachment; filename="${name}"`,
        etag: `"${sha256}"`,
        'accept-ranges': 'bytes',
      });
      expect(answer.rawPayload).toHaveLength(method === 'GET' ? byteSize : 0);
    }
  });

  it.each(['CSV', 'NDJSON'])('compresses %s for who accepts it, under an ETag of its own', async (format) => {
    const { url, sha256, byteSize } = fileOf(format);
    const plain = await get(url);
    const answer = await get(url, { 'accept-encoding': 'br;q=1, gzip;q=0.5' });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', etag: `"${sha256}-gzip"` });
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.rawPayload.length).toBeLessThan(byteSize / 2);
    expect(gunzipSync(answer.rawPayload).equals(plain.rawPayload)).toBe(true);
    for (const { headers } of [plain, answer]) expect(headers.vary).toContain('accept-encoding');
    const again = await get(url, { 'accept-encoding': 'gzip', 'if-none-match': `"${sha256}-gzip"` });
    expect(again.statusCode).toBe(304);
    const head = await get(url, { 'accept-encoding': 'gzip' }, 'HEAD');
    expect(head.headers['content-encoding']).toBe('gzip');
    expect(head.headers['content-length']).toBeUndefined();
    expect(head.body).toBe('');
  });

  it('never compresses a range, nor a format that is compressed already', async () => {
    const range = await get(fileOf('CSV').url, { 'accept-encoding': 'gzip', range: 'bytes=0-9' });
    expect(range.statusCode).toBe(206);
    expect(range.headers['content-encoding']).toBeUndefined();
    expect(range.rawPayload).toHaveLength(10);
    for (const format of ['PARQUET', 'XLSX'])
      expect(
        (await get(fileOf(format).url, { 'accept-encoding': 'gzip' })).headers['content-encoding'],
      ).toBeUndefined();
  });

  it('puts a file together from ranges', async () => {
    const { url, byteSize, sha256 } = fileOf('PARQUET');
    const half = Math.floor(byteSize / 2);
    const [first, rest, tail] = [
      await get(url, { range: `bytes=0-${half - 1}` }),
      await get(url, { range: `bytes=${half}-`, 'if-range': `"${sha256}"` }),
      await get(url, { range: 'bytes=-4' }),
    ];
    expect(Buffer.concat([first.rawPayload, rest.rawPayload]).equals((await get(url)).rawPayload)).toBe(true);
    expect(tail.rawPayload.toString()).toBe('PAR1');
    expect((await get(url, { range: 'bytes=5-9', 'if-range': '"old"' })).statusCode).toBe(200);
  });

  it('gives all of a file of which the end is asked for that is longer', async () => {
    const answer = await get(fileOf('XLSX').url, { range: 'bytes=-99999999999' });
    const { byteSize } = fileOf('XLSX');
    expect(answer.statusCode).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes 0-${byteSize - 1}/${byteSize}`);
    expect(answer.rawPayload).toHaveLength(byteSize);
  });

  it.each(['bytes=99999999999-', 'bytes=-0'])('answers 416 to %s', async (range) => {
    const answer = await get(fileOf('CSV').url, { range });
    expect(answer.statusCode).toBe(416);
    expect(answer.headers['content-range']).toBe(`bytes */${fileOf('CSV').byteSize}`);
    expect(answer.body).not.toContain(temp.folder);
  });

  it.each([
    '../manifest.json',
    '..%2fmanifest.json',
    '..%5cmanifest.json',
    '%2e%2e%2fmanifest.json',
    '..%252fmanifest.json',
    '%c0%ae%c0%ae%c0%afmanifest.json',
    '%00',
    'synth911.csv%00',
    'manifest.json',
  ])('knows no file %s, and says so without a path', async (name) => {
    const answer = await get(fileOf('CSV').url.replace(/[^/]+$/, name));
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.body).not.toContain(temp.folder);
    expect(answer.body).not.toMatch(/ENOENT|SELECT/);
  });
});

describe.each(['csv', 'ndjson'] as const)('GET /datasets/<id>/records.%s', (format) => {
  const url = () => `/datasets/${id}/records.${format}`;

  it('streams the bytes of the exported file', async () => {
    const exported = (await get(fileOf(format.toUpperCase()).url)).rawPayload;
    const plain = await get(url());
    expect(plain.statusCode).toBe(200);
    expect(plain.rawPayload.equals(exported)).toBe(true);
    const compressed = await get(url(), { 'accept-encoding': 'gzip' });
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(compressed.rawPayload).equals(exported)).toBe(true);
  });

  it('answers HEAD without reading records', async () => {
    const head = await get(url(), {}, 'HEAD');
    expect(head.statusCode).toBe(200);
    expect(head.headers['content-type']).toBe(
      format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    );
    expect(head.headers['content-length']).toBeUndefined();
    expect(head.body).toBe('');
  });

  it.each(['{', 'null', '[]', '7', '', '"hour"'])('refuses the filter %s', async (filter) => {
    const answer = await get(`${url()}?filter=${encodeURIComponent(filter)}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([
      {
        message: expect.stringContaining('JSON object'),
        extensions: {
          code: 'BAD_USER_INPUT',
          issues: [expect.objectContaining({ path: ['filter'], code: 'INVALID_VALUE' })],
        },
      },
    ]);
  });

  it('refuses two filters', async () => {
    expect((await get(`${url()}?filter={}&filter={}`)).statusCode).toBe(400);
  });

  it.each(['garbage', Buffer.from('Dataset:none').toString('base64url'), '..%2f..'])(
    'knows no dataset %s',
    async (other) => {
      const answer = await get(`/datasets/${other}/records.${format}`);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().errors[0].extensions.code).toBe('NOT_FOUND');
    },
  );

  it('waits for a slow client, and goes on without it when it leaves', async () => {
    const answer = await new Promise<IncomingMessage>((resolve) => httpGet(`${base}${url()}`, resolve));
    answer.pause();
    const taken = await settled(() => answer.socket.bytesRead);
    expect(taken).toBeLessThan(fileOf(format.toUpperCase()).byteSize / 2);
    answer.destroy();
    expect((await get(url())).statusCode).toBe(200);
  });
});

/** The value once it has stayed the same for a while. */
async function settled(look: () => number): Promise<number> {
  const seen: number[] = [];
  while (seen.length < 10 || new Set(seen.slice(-10)).size > 1) {
    await sleep(50);
    if (look() > 1_000) seen.push(look()); // more than headers
  }
  return look();
}

describe('acceptsGzip', () => {
  it.each([
    ['gzip', true],
    ['GZIP;q=0.1, br', true],
    ['*', true],
    ['br, *;q=0.5', true],
    ['*;q=1, gzip;q=0', false],
    ['gzip;q=0', false],
    ['br, zstd', false],
    ['', false],
    [undefined, false],
  ])('reads %s', (header, accepted) => {
    expect(acceptsGzip(header)).toBe(accepted);
  });
});

it('has a media type for every format', () => {
  expect(Object.keys(files).toSorted()).toEqual([...FILE_FORMATS].toSorted());
});

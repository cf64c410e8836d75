import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DownloadLinks, withoutSignature } from '../../src/service/download-links.js';
import { makeKey } from '../support/keys.js';
import { ServiceProcess } from '../support/service-process.js';
import { generate, type Json, startTempApp, tempFolder, type TempApp } from '../support/temp-app.js';

const LINKS = `query ($id: ID!, $seconds: Int, $filter: CallRecordFilter) {
  dataset(id: $id) {
    files { url(validSeconds: $seconds) sha256 byteSize }
    csv: recordsUrl(validSeconds: $seconds, filter: $filter)
    ndjson: recordsUrl(format: NDJSON, validSeconds: $seconds, filter: $filter)
  }
}`;

let temp: TempApp;
let id: string;
let key: string;
/** What the links were while nobody had a key. */
let unsigned: Json;
beforeAll(async () => {
  temp = await startTempApp({ maxLinkSeconds: 3_600 });
  ({ id } = await generate(temp, { settings: { recordCount: 300 }, formats: ['CSV'] }));
  unsigned = await linksFor(undefined);
  ({ key } = await makeKey(temp, 'analyst', 'READER'));
});
afterAll(() => temp.close());
afterEach(() => void vi.useRealTimers());

async function linksFor(owner: string | undefined, variables: object = {}): Promise<Json> {
  return (await temp.graphql(LINKS, { id, ...variables }, owner)).data.dataset;
}

function get(url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
  return temp.app.http.inject({ method, url, headers });
}

async function codeOf(url: string): Promise<string> {
  const answer = await get(url);
  return answer.statusCode === 200 ? 'OK' : answer.json().errors[0].extensions.code;
}

function atSecond(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 });
}

describe('a download link', () => {
  it('is a plain path as long as there are no keys to sign it for', () => {
    const { files, csv, ndjson } = unsigned;
    expect([files[0].url, csv, ndjson].join()).not.toContain('?');
    expect(csv).toBe(`/datasets/${id}/records.csv`);
  });
});

describe('a signed link', () => {
  it('downloads a file without a header, whole, in parts and by HEAD', async () => {
    const [file] = (await linksFor(key)).files;
    const whole = await get(file.url);
    expect(createHash('sha256').update(whole.rawPayload).digest('hex')).toBe(file.sha256);
    const part = await get(file.url, { range: 'bytes=10-19' });
    expect([part.statusCode, part.body]).toEqual([206, whole.body.slice(10, 20)]);
    const head = await get(file.url, {}, 'HEAD');
    expect([head.statusCode, head.headers['content-length']]).toEqual([200, String(file.byteSize)]);
  });

  it('streams the records that match a filter, in the bytes of the same request with a key', async () => {
    const filter = { or: [{ problem: { contains: "it's ~(100%)" } }, { agency: { in: ['LAW', 'FIRE'] } }] };
    const filtered = await linksFor(key, { filter });
    const all = await linksFor(key);
    for (const format of ['csv', 'ndjson']) {
      const signed = await get(new URL(filtered[format], 'http://localhost').href.slice('http://localhost'.length));
      const path = filtered[format].slice(0, filtered[format].indexOf('?'));
      const wanted = await get(`${path}?filter=${encodeURIComponent(JSON.stringify(filter))}`, {
        authorization: `Bearer ${key}`,
      });
      expect(signed.statusCode).toBe(200);
      expect(signed.body).toBe(wanted.body);
      expect(signed.body.length).toBeLessThan((await get(all[format])).body.length);
    }
  });

  it('is good for nothing when anything of it is altered', async () => {
    const { files, csv, ndjson } = await linksFor(key, { filter: { hour: { gte: 3 } } });
    const signature = csv.slice(csv.indexOf('&signature='));
    const last = csv.at(-1);
    const altered = [
      csv.slice(0, -1) + (last === 'A' ? 'B' : 'A'),
      `${csv}A`,
      `${csv}&signature=`,
      `${csv}&filter=%7B%7D`,
      csv.replace(signature, ''),
      csv.replace(signature, '&signature='),
      csv.replace('records.csv', 'records.ndjson'),
      csv.replace('%3A3', '%3A2'),
      csv.replace(/filter=[^&]*&/, ''),
      csv.replace(/expires=(\d)/, 'expires=9$1'),
      csv.replace(/key=[0-9a-f]/, 'key=x'),
      ndjson.replace(ndjson.slice(ndjson.indexOf('&signature=')), signature),
      files[0].url.replace('.csv', '.json'),
      `/datasets/${id}/records.csv${csv.slice(csv.indexOf('&key'))}`,
    ];
    for (const url of altered) expect([url, await codeOf(url)]).toEqual([url, 'UNAUTHENTICATED']);
    expect(await codeOf(csv)).toBe('OK');
  });

  it('opens nothing but the download', async () => {
    const { csv } = await linksFor(key);
    const terms = csv.slice(csv.indexOf('?') + 1);
    expect(await codeOf(`/graphql?query=%7B__typename%7D&${terms}`)).toBe('UNAUTHENTICATED');
  });

  it('is over after fifteen minutes, or as many seconds as were asked for', async () => {
    const usual = await linksFor(key);
    const short = await linksFor(key, { seconds: 60 });
    atSecond(58);
    expect([await codeOf(usual.csv), await codeOf(short.csv)]).toEqual(['OK', 'OK']);
    atSecond(3);
    expect([await codeOf(usual.csv), await codeOf(short.csv)]).toEqual(['OK', 'UNAUTHENTICATED']);
    expect(await codeOf(short.files[0].url)).toBe('UNAUTHENTICATED');
    atSecond(840);
    expect(await codeOf(usual.csv)).toBe('UNAUTHENTICATED');
  });

  it.each([
    [0, 'TOO_SMALL'],
    [3_601, 'TOO_LARGE'],
  ])('is not made for %i seconds', async (seconds, code) => {
    const { errors } = await temp.graphql(LINKS, { id, seconds }, key);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['validSeconds'], code }],
    });
  });

  it('is not made longer than clients take, but says to export instead', async () => {
    const filter = { problem: { in: Array.from({ length: 200 }, (_, i) => `a problem of some length, the ${i}th`) } };
    const { errors } = await temp.graphql(LINKS, { id, filter }, key);
    expect(errors?.[0]?.extensions).toMatchObject({ issues: [{ path: ['filter'], code: 'TOO_LARGE' }] });
  });

  it('ends with its key, whether that is revoked or expires', async () => {
    const revoked = await makeKey(temp, 'gone', 'READER');
    const expiring = await makeKey(temp, 'guest', 'READER', new Date(Date.now() + 30_000));
    const links = [await linksFor(revoked.key), await linksFor(expiring.key)];
    const codes = () => Promise.all(links.map(({ csv }) => codeOf(csv)));
    expect(await codes()).toEqual(['OK', 'OK']);
    await temp.app.services.apiKeys.revoke(revoked.apiKey.id);
    expect(await codes()).toEqual(['UNAUTHENTICATED', 'OK']);
    atSecond(31);
    expect(await codes()).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  });

  it('matters no more to who shows a key', async () => {
    const { csv } = await linksFor(key, { seconds: 1 });
    atSecond(2);
    expect((await get(csv, { authorization: `Bearer ${key}` })).statusCode).toBe(200);
    expect((await get(csv, { authorization: 'Basic abc' })).statusCode).toBe(401);
  });

  it('is good for nothing at another installation', () => {
    const terms = { caller: { keyId: 'a' }, now: new Date() };
    const [ours, theirs] = ['ours', 'theirs'].map((secret) => new DownloadLinks(Buffer.from(secret), 900));
    expect(theirs?.keyIn(theirs.to('/a', {}, terms), terms.now)).toBe('a');
    expect(ours?.keyIn(theirs?.to('/a', {}, terms) ?? '', terms.now)).toBeNull();
  });

  it('is logged without its signature, also where there is nothing', async () => {
    expect(withoutSignature('/a?b=1&signature=c&d=2')).toBe('/a?b=1&d=2');
    const { folder, remove } = await tempFolder();
    const service = await ServiceProcess.start(folder);
    try {
      for (const path of ['/datasets/x/records.csv', '/nothing'])
        await (await fetch(`${service.url}${path}?key=k&expires=1&signature=SECRET`)).text();
    } finally {
      await service.end('SIGTERM');
    }
    const text = JSON.stringify(service.log);
    for (const path of ['/nothing', '/datasets/x/records.csv']) expect(text).toContain(`"path":"${path}"`);
    expect(text).not.toContain('expires');
    expect(text).not.toContain('SECRET');
    await remove();
  });
});

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { createClient } from 'graphql-ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { tempFolder } from '../records/temp-folder.js';
import { contentsOf } from '../support/folder-contents.js';
import { followed } from '../support/followed-dataset.js';
import { ServiceProcess } from '../support/service-process.js';
import type { Json } from '../support/temp-app.js';

const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const STATE = 'query ($id: ID!) { dataset(id: $id) { status recordsWritten files { url } } }';

async function started(folder: string): Promise<ServiceProcess> {
  const service = await ServiceProcess.start(folder, { SYNTH911_SHUTDOWN_SECONDS: '3' });
  onTestFinished(async () => void (service.hasEnded || (await service.end('SIGKILL'))));
  return service;
}

async function queued(service: ServiceProcess, recordCount: number, formats: string[]): Promise<string> {
  const { data } = await service.graphql(GENERATE, { input: { settings: { recordCount }, formats } });
  return data.generateDataset.dataset.id;
}

/** Asks for a file and reads no more than its beginning. */
async function openDownload(url: string): Promise<void> {
  const asked = request(url).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined); // cut when the service ends
  await once(answer, 'readable');
}

/** A query that the service has begun to take in; answers how to say the rest and get its answer. */
async function halfAsked(url: string, query: string): Promise<() => Promise<Json>> {
  const headers = { 'content-type': 'application/json', expect: '100-continue' };
  const asked = request(`${url}/graphql`, { method: 'POST', headers });
  asked.flushHeaders();
  await once(asked, 'continue');
  return async () => {
    asked.end(JSON.stringify({ query }));
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return json(answer);
  };
}

/** Opens a socket and answers the code that it is closed with. */
async function openSocket(service: ServiceProcess): Promise<{ readonly closed: Promise<number> }> {
  const url = `${service.url.replace('http', 'ws')}/graphql`;
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
  });
  onTestFinished(() => client.dispose());
  const closed = new Promise<number>((resolve) => {
    client.on('closed', (event) => resolve((event as { code: number }).code));
  });
  await new Promise<void>((resolve) => {
    client.on('connected', () => resolve());
  });
  return { closed };
}

describe('SIGTERM', () => {
  it('ends the service with 0 in the time that it has for it, whatever is open, and the work goes on at the next start', async () => {
    const folder = await tempFolder();
    const service = await started(folder);
    const small = await queued(service, 200_000, ['CSV']);
    expect(await followed(service, small)).toBe('COMPLETED');
    const [file] = (await service.graphql(STATE, { id: small })).data.dataset.files;
    await openDownload(`${service.url}${file.url}`); // 40 MB: more than the sockets hold
    const { closed } = await openSocket(service);
    const finish = await halfAsked(service.url, '{ preview(count: 100) { position } }');
    const id = await queued(service, 1_500_000, []);
    await followed(service, id, ({ recordsWritten }) => recordsWritten > 0);
    const ending = service.end('SIGTERM');
    expect(await closed).toBe(1001);
    expect((await finish()).data.preview).toHaveLength(100);
    const exit = await ending;
    expect(exit).toMatchObject({ code: 0, stderr: '' });
    expect(exit.millis).toBeLessThan(5_000);
    const next = await started(folder);
    expect(await followed(next, id)).toBe('COMPLETED');
    expect((await next.graphql(STATE, { id })).data.dataset.recordsWritten).toBe(1_500_000);
    expect((await next.end('SIGTERM')).code).toBe(0);
    const left = Object.keys(await contentsOf(folder)).filter((name) => !name.startsWith('datasets/'));
    expect(left).toEqual(['catalog.db', 'datasets', 'staging']);
  });
});

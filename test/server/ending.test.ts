import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTempApp } from '../support/temp-app.js';

const REQUEST = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
const READY = REQUEST.replace('/health', '/ready');
const QUERY = JSON.stringify({ query: '{ serverInfo { version } }' });
const HEAD = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${QUERY.length}\r\n`;

/** A running service and a connection to it, over which one request has been answered. */
async function connected() {
  const temp = await startTempApp();
  await temp.app.http.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((temp.app.http.server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(REQUEST);
  await once(socket, 'data');
  return { temp, socket };
}

describe('a service that ends', () => {
  it('answers the request that arrives at that moment over a connection that was idle, and closes it', async () => {
    const { temp, socket } = await connected();
    socket.write(REQUEST);
    const [answer] = await Promise.all([text(socket), temp.close()]);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  });

  it('is not ready any more while it finishes a request, which it answers', async () => {
    const { temp, socket } = await connected();
    const asking = connect((temp.app.http.server.address() as AddressInfo).port, '127.0.0.1');
    asking.write(`${HEAD}Expect: 100-continue\r\n\r\n`);
    await once(asking, 'data'); // the service waits for the rest
    socket.write(READY);
    const closing = temp.close();
    const told = await text(socket);
    expect(told).toMatch(/^HTTP\/1\.1 503 /);
    expect(told).toContain('"jobs":"stopping"');
    asking.write(QUERY);
    expect(await text(asking)).toMatch(/^HTTP\/1\.1 200 [^]*"serverInfo"/);
    await closing;
  });

  it('closes a connection over which nothing comes, without an answer', async () => {
    const { temp, socket } = await connected();
    const [answer] = await Promise.all([text(socket), temp.close()]);
    expect(answer).toBe('');
  });
});

import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../src/server/client-address.js';

function from(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe('clientAddress', () => {
  const behind = clientAddress(['loopback', '10.0.0.0/8']);

  it.each([
    ['the connection, where nobody is trusted', clientAddress([]), from('127.0.0.1', '1.2.3.4'), '127.0.0.1'],
    ['the connection, of who is not trusted', behind, from('192.0.2.1', '1.2.3.4'), '192.0.2.1'],
    ['what a trusted proxy names', behind, from('127.0.0.1', '1.2.3.4'), '1.2.3.4'],
    ['what the first of two trusted proxies names', behind, from('::1', '6.6.6.6, 1.2.3.4, 10.1.1.1'), '1.2.3.4'],
    ['an IPv4 address, however the socket writes it', clientAddress([]), from('::ffff:192.0.2.1'), '192.0.2.1'],
    ['nothing, of a connection that is closed', behind, from(undefined, '1.2.3.4'), ''],
  ])('takes %s', (_what, addressOf, request, address) => {
    expect(addressOf(request)).toBe(address);
  });
});

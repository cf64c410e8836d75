import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** Network address of the client that a request comes from. */
export type AddressOf = (request: IncomingMessage) => string;

/** Whether an address is a trusted proxy's. */
export function isTrusted(trustedProxies: readonly string[]): (address: string) => boolean {
  const trusted = proxyAddr.compile([...trustedProxies]);
  return (address) => address !== '' && trusted(address, 0);
}

/**
 * The address is that of the connection, or, where it is a trusted proxy's, the one that the proxy names. What anybody else
 * says of where it comes from counts for nothing.
 */
export function clientAddress(trustedProxies: readonly string[]): AddressOf {
  const trusted = isTrusted(trustedProxies);
  return (request) => {
    if (request.socket.remoteAddress === undefined) return '';
    return plainAddress(proxyAddr(request, trusted));
  };
}

/** An address as it is written where there is nothing but IPv4. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

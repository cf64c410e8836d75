import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** Network address of the client that a request comes from. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * The address is that of the connection, or, where it is a trusted proxy's, the one that the proxy names. What anybody else
 * says of where it comes from counts for nothing.
 */
export function clientAddress(trustedProxies: readonly string[]): AddressOf {
  const trusted = proxyAddr.compile([...trustedProxies]);
  return (request) => {
    if (request.socket.remoteAddress === undefined) return '';
    return proxyAddr(request, trusted).replace(/^::ffff:(?=\d+\.)/, '');
  };
}

import { BlockList, isIP } from 'node:net';
import type { Config } from './config.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this machine reaches the address; of names, only localhost is known to be such. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host.toLowerCase() === 'localhost';
  return LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether the service may be open to everybody who reaches it, as long as there are no keys. */
export function mayBeOpen({ host, open }: Pick<Config, 'host' | 'open'>): boolean {
  return open || isLoopback(host);
}

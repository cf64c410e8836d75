import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { Config } from '../config/config.js';

/** What no line may hold, wherever in it: what follows the scheme of a header, the secret of a key, the signature of a link. */
const SECRETS = /(bearer\s+)[^\s"\\]+|(s911_[0-9a-f]{16}_)[\w-]+|(signature=)[\w-]+/gi;

/** The service's log: JSON, one line for what has happened, to standard output. */
export function makeLogger({ logLevel }: Pick<Config, 'logLevel'>): FastifyBaseLogger {
  return pino({ level: logLevel, hooks: { streamWrite: withoutSecrets } });
}

function withoutSecrets(line: string): string {
  return line.replace(SECRETS, '$1$2$3[secret]');
}

export const REQUEST_ID = 'x-request-id';

/** What a line may hold of what a client or a proxy calls its request. */
const REQUEST_ID_TEXT = /^[\w.:-]{1,128}$/;

/** The id that a request came with, or a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID];
  return typeof given === 'string' && REQUEST_ID_TEXT.test(given) ? given : randomUUID();
}

import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { InvalidInputError } from '../domain/errors.js';
import type { ClientLimits } from './client-limits.js';
import { isDeeperThan, MOST_LEVELS } from './json-depth.js';

const TOO_DEEP = `The body of the request has more than ${MOST_LEVELS} lists and objects inside each other.`;

/** Milliseconds between two pieces, of at most 64 KiB, of what is read to be thrown away: all requests together take turns. */
const PAUSE = 5;

/** Reads bodies of JSON, which count by their size, and may not be too deep, before they are parsed. */
export function readBodies(app: FastifyInstance, clients: ClientLimits): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    try {
      clients.countCharacters(request.caller, body.length);
      if (isDeeperThan(MOST_LEVELS, body))
        throw new InvalidInputError([{ path: [], code: 'TOO_LARGE', message: TOO_DEEP }]);
    } catch (error) {
      return done(error as Error);
    }
    return parse(request, body, done);
  });
  app.addHook('onSend', async ({ raw }) => {
    if (!raw.complete) void throwAway(raw);
  });
}

let turn = Promise.resolve();

/**
 * Takes the rest of a body that is answered already, since a client that is cut off while it sends could miss the answer; slowly,
 * since to read it as fast as it comes takes time from others. It has to arrive within the time that a request may take.
 */
async function throwAway(body: IncomingMessage): Promise<void> {
  body.pause();
  try {
    for (const pieces = body.iterator(); !(await pieces.next()).done; await turn) turn = turn.then(() => pause(PAUSE));
  } catch {
    // the client is gone
  }
}

import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface ConnectionLimits {
  /** How many may be open. */
  readonly most: number;
  /** Whether the address may open one more now. */
  readonly mayConnect: (address: string) => boolean;
}

/**
 * Lets no more TCP connections be opened by one address, and be open, than may. When there are as many, one more takes the place of that which has waited
 * longest for a whole request: who holds connections without asking for anything keeps nobody out.
 */
export function limitConnections(app: FastifyInstance, { most, mayConnect }: ConnectionLimits): void {
  let open = 0;
  /** Connections on which no request has arrived that is not answered; the oldest first. */
  const waiting = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    if (!mayConnect(socket.remoteAddress ?? '')) return void socket.destroy();
    open++;
    socket.once('close', () => {
      open--;
      waiting.delete(socket);
    });
    if (open > most) {
      const [longest = socket] = waiting;
      longest.destroy();
    }
    if (!socket.destroyed) waiting.add(socket);
  });
  app.server.on('upgrade', ({ socket }) => waiting.delete(socket));
  app.addHook('preHandler', async ({ raw }, reply) => {
    waiting.delete(raw.socket);
    reply.raw.once('close', () => void (raw.socket.destroyed || waiting.add(raw.socket)));
  });
}

import type { IncomingMessage } from 'node:http';
import { CloseCode, type Server } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { WebSocket, WebSocketServer } from 'ws';

/** Milliseconds after which a client is asked whether it is still there, and has as many to answer. */
const KEEP_ALIVE = 12_000;
/** Of WebSocket: the service ends. */
const GOING_AWAY = 1001;

/** A socket that was let in, and the request that opened it. */
export interface OpenedSocket extends Extra {
  readonly request: IncomingMessage;
  /** Hears of what should never go wrong. */
  readonly report: (error: unknown) => void;
}

/**
 * Speaks the protocol over a socket. That a client goes while it is told something is nothing to report: the library's own way
 * of doing this writes a stack to standard error each time.
 */
export function speakOver(server: Server<Extra>, { socket, request, report }: OpenedSocket): void {
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) => new Promise((resolve) => socket.send(text, () => resolve())),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (hear) => {
        socket.on('message', (message: Buffer) => {
          hear(message.toString()).catch((error: unknown) => {
            if (isOfService(error)) return socket.close(CloseCode.BadRequest, 'Invalid message received');
            report(error);
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        });
      },
    },
    { socket, request },
  );
  socket.once('close', (code, reason) => void closed(code, reason.toString()).catch(report));
  keepAlive(socket);
}

/** Closes all sockets as going away. */
export async function closeAll(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
  await new Promise<void>((resolve) => sockets.close(() => resolve()));
}

/** Whether a client has sent what the service alone says, for which the library has no word but an error. */
function isOfService(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unexpected message of type');
}

/** Ends a socket whose client does not answer any more. */
function keepAlive(socket: WebSocket): void {
  let isThere = true;
  socket.on('pong', () => (isThere = true));
  const looking = setInterval(() => {
    if (!isThere) return socket.terminate();
    isThere = false;
    socket.ping();
  }, KEEP_ALIVE);
  socket.once('close', () => clearInterval(looking));
}

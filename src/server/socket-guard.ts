import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { isDeeperThan, MOST_LEVELS } from './json-depth.js';

/** Bytes that a client may leave unread before nothing more is read of what it says. */
const UNREAD = 1024 * 1024;
/** Of WebSocket: the client may come again. */
export const TRY_AGAIN_LATER = 1013;

/**
 * Stands before those that listen to a socket. Closes one over which more comes than `mayGoOn`, which is told the bytes of each
 * message, allows, or what is too deep to be parsed; and reads no further from a client while it does not take what it was told:
 * else each question would leave an answer in memory.
 */
export function guardSocket(socket: WebSocket, mayGoOn: (bytes: number) => boolean): void {
  const listeners = socket.listeners('message');
  socket.removeAllListeners('message');
  socket.on('message', (message: Buffer, isBinary: boolean) => {
    if (!mayGoOn(message.byteLength)) return closeAsFlood(socket);
    if (isDeeperThan(MOST_LEVELS, message.toString())) return socket.close(CloseCode.BadRequest, 'Too deep');
    for (const listener of listeners) listener.call(socket, message, isBinary);
    if (socket.isPaused || socket.bufferedAmount <= UNREAD) return;
    socket.pause();
    socket.ping(undefined, false, () => socket.resume()); // after all that goes before it
  });
}

/** Closes a socket over which too much comes, and hears nothing more from it. */
export function closeAsFlood(socket: WebSocket): void {
  socket.removeAllListeners('message');
  socket.close(TRY_AGAIN_LATER, 'RATE_LIMITED');
}

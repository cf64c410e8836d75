import type { WebSocket } from 'ws';

/** Bytes that a client may leave unread before nothing more is read of what it says. */
const UNREAD = 1024 * 1024;
/** Of WebSocket: the client may come again. */
export const TRY_AGAIN_LATER = 1013;

/**
 * Reads no further from a client while it does not take what it was told: else each question would leave an answer in
 * memory. Closes the socket of one that says more than `mayGoOn` allows.
 */
export function guardSocket(socket: WebSocket, mayGoOn: () => boolean): void {
  socket.on('message', () => {
    if (!mayGoOn()) closeAsFlood(socket);
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

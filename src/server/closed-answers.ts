import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Does something when an answer has been sent or given up; at once, if that is so already: it is told only once. */
export function whenClosed(answer: ServerResponse, act: () => void): void {
  if (answer.destroyed) act();
  else answer.once('close', act);
}

/**
 * Closes all answers of a connection that is closed. Node.js closes the one that is being sent; those to requests that came
 * behind it on the same connection, and are answered meanwhile, would keep for ever what they hold.
 */
export function closeAnswers(app: FastifyInstance): void {
  const answersOn = new WeakMap<Socket, Set<ServerResponse>>();
  app.server.on('connection', (socket: Socket) => {
    const answers = new Set<ServerResponse>();
    answersOn.set(socket, answers);
    socket.once('close', () => [...answers].filter((answer) => answer.socket === null).forEach(close));
  });
  app.server.on('request', ({ socket }, answer: ServerResponse) => {
    const answers = answersOn.get(socket);
    answers?.add(answer);
    answer.once('close', () => answers?.delete(answer));
  });
}

/** Has an answer that has no connection yet be closed, as by the end of one. */
function close(answer: ServerResponse): void {
  answer.assignSocket(new Socket().destroy());
}

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorCode, InvalidInputError } from '../domain/errors.js';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  IDEMPOTENCY_MISMATCH: 409,
  QUOTA_EXCEEDED: 429,
  RATE_LIMITED: 429,
  OPERATION_TOO_COMPLEX: 400,
  TIMEOUT: 503,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
};

const BAD_REQUEST = 400;
const NOT_FOUND = 404;
const METHOD_NOT_ALLOWED = 405;
const TOO_LARGE = 413;
const RANGE_NOT_SATISFIABLE = 416;

/** What is wrong with a request that gets no further, by the status of its answer. */
const FAULTS: Readonly<Record<number, string>> = {
  408: 'The request took too long to arrive.',
  [TOO_LARGE]: 'The body of the request is too large.',
  414: 'A part of the path is too long.',
  415: 'The body of a request must be JSON, and its content-type application/json.',
  [RANGE_NOT_SATISFIABLE]: 'The file ends before that range.',
  431: 'The headers of the request are too large.',
};

/** Methods that some path takes, besides OPTIONS, which all do. */
const METHODS = ['GET', 'HEAD', 'POST'] as const;

declare module 'fastify' {
  interface FastifyRequest {
    /** Why it could not be answered; null: nothing has gone wrong. */
    failure: Error | null;
  }
}

/** An error that Fastify or its file server has made of a request. */
interface HttpError {
  readonly statusCode?: number;
  /** What its answer must say; for a range, how long the file is. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers errors of the routes in this scope as GraphQL does: what the client did by its code, all else masked. */
export function answerErrors(scope: FastifyInstance): void {
  scope.decorateRequest('failure', null);
  scope.setErrorHandler((error: Error, request, reply) => {
    // A stream that ends since its client has gone is no fault: nobody hears the answer.
    if (isEnded(error) && reply.raw.destroyed) return reply.send();
    request.failure = error;
    for (const header of ['content-disposition', 'etag', 'cache-control']) reply.removeHeader(header);
    void reply.type('application/json; charset=utf-8');
    if (error instanceof DomainError) return sendError(reply, error);
    const { statusCode, headers = {} } = error as HttpError;
    // To close the connection on a client that still sends would take the answer from it. What it sends is thrown away, for as
    // long as a request may take to arrive.
    if (statusCode === TOO_LARGE) reply.removeHeader('connection');
    if (statusCode !== undefined && statusCode >= BAD_REQUEST && statusCode < 500)
      return reply.code(statusCode).headers(headers).send(faultBody(statusCode));
    request.log.error({ err: error }, 'unexpected error in a request');
    return reply.code(500).send(body('Internal error.', 'INTERNAL_SERVER_ERROR', { requestId: request.id }));
  });
}

/** Whether an error says no more than that a stream has ended before its end. */
function isEnded({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** Answers what a client did as GraphQL does, under the status of its code. */
export function sendError(reply: FastifyReply, { code, message, details, issues }: DomainError): FastifyReply {
  if (typeof details['retryAfter'] === 'number') void reply.header('retry-after', details['retryAfter']);
  const extra = { ...details, ...(issues.length > 0 ? { issues } : {}) };
  return reply.code(STATUS[code]).send(body(message, code, extra));
}

/** Says that there is nothing at a path, or nothing that takes the method. */
export function answerUnknownPaths(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const allowed: string[] = METHODS.filter((method) => app.findRoute({ method, url: path }));
    void reply.type('application/json; charset=utf-8');
    if (allowed.length === 0 || allowed.includes(request.method))
      return reply.code(NOT_FOUND).send(body('There is nothing at this path.', 'NOT_FOUND'));
    const message = `This path takes ${allowed.join(', ')}, and not ${request.method}.`;
    return reply.code(METHOD_NOT_ALLOWED).header('allow', allowed.join(', ')).send(body(message, 'BAD_USER_INPUT'));
  });
}

/** Answers a request whose address is none, before there is a route that could. */
export function answerBadAddress({ statusCode }: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = statusCode ?? BAD_REQUEST;
  void reply.code(status).type('application/json; charset=utf-8').send(faultBody(status));
}

const STATUS_OF_FAULT: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Answers what is no request, or never became one, and closes the connection. */
export function answerNoRequest({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = STATUS_OF_FAULT[code] ?? BAD_REQUEST;
  const text = JSON.stringify(faultBody(status));
  const headers = [
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${text.length}`,
    'Connection: close',
  ];
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, '', text].join('\r\n'), () => socket.destroy());
}

function faultBody(status: number): object {
  return body(FAULTS[status] ?? 'The request cannot be answered as it stands.', 'BAD_USER_INPUT');
}

function body(message: string, code: string, extra: object = {}): object {
  return { errors: [{ message, extensions: { ...extra, code } }] };
}

/** The value of a query parameter that holds JSON; null when it is not given. Throws InvalidInputError when it is none. */
export function jsonParameter(name: string, text: unknown): object | null {
  if (text === undefined) return null;
  const value = typeof text === 'string' ? parsed(text) : undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const message = `The query parameter '${name}' must be one JSON object, such as {"hour":{"gte":22}}, URL-encoded.`;
  throw new InvalidInputError([{ path: [name], code: 'INVALID_VALUE', message }]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON
  }
}

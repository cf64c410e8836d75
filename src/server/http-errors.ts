import type { FastifyInstance, FastifyReply } from 'fastify';
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

const RANGE_NOT_SATISFIABLE = 416;

/** An error that Fastify or its file server has made of a request. */
interface HttpError {
  readonly statusCode?: number;
  /** What its answer must say; for a range, how long the file is. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers errors of the routes in this scope as GraphQL does: what the client did by its code, all else masked. */
export function answerErrors(scope: FastifyInstance): void {
  scope.setErrorHandler((error, request, reply) => {
    for (const header of ['content-disposition', 'etag', 'cache-control']) reply.removeHeader(header);
    void reply.type('application/json; charset=utf-8');
    if (error instanceof DomainError) return sendError(reply, error);
    const { statusCode, headers = {} } = error as HttpError;
    if (statusCode === RANGE_NOT_SATISFIABLE)
      return reply.code(statusCode).headers(headers).send(body('The file ends before that range.', 'BAD_USER_INPUT'));
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
      return reply.code(statusCode).send(body('The request cannot be answered as it stands.', 'BAD_USER_INPUT'));
    request.log.error({ err: error }, 'unexpected error in a download');
    return reply.code(500).send(body('Internal error.', 'INTERNAL_SERVER_ERROR', { requestId: request.id }));
  });
}

/** Answers what a client did as GraphQL does, under the status of its code. */
export function sendError(reply: FastifyReply, { code, message, details, issues }: DomainError): FastifyReply {
  const extra = { ...details, ...(issues.length > 0 ? { issues } : {}) };
  return reply.code(STATUS[code]).send(body(message, code, extra));
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

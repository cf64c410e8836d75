import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError } from '../domain/errors.js';

/** The code of whatever was not meant for the client. */
const UNEXPECTED = 'INTERNAL_SERVER_ERROR';

export interface UnexpectedErrors {
  /** Notes an error that is our fault, and answers the request's id for the client to quote. */
  report(error: unknown, path: GraphQLFormattedError['path']): string | undefined;
}

/** The one place where a thrown error becomes what a client sees. */
export function formatError(unexpected: UnexpectedErrors) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown);
    if (error instanceof DomainError) {
      const { code, message, details, issues } = error;
      return { ...formatted, message, extensions: { ...details, code, ...(issues.length > 0 ? { issues } : {}) } };
    }
    // Apollo gives this code to whatever carries none of its own; every other error was meant for the client.
    if (formatted.extensions?.code !== UNEXPECTED) return formatted;
    if (isOfRequest(thrown)) return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
    const requestId = unexpected.report(error, formatted.path);
    return { ...formatted, message: 'Internal error.', extensions: { code: UNEXPECTED, requestId } };
  };
}

/** Whether GraphQL itself says it of the whole operation, such as that its variables have more faults than are told. */
function isOfRequest(error: unknown): boolean {
  return error instanceof GraphQLError && error.path === undefined && error.originalError === undefined;
}

import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Errors of one answer, at most. */
const MAX_ERRORS = 50;

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Errors as a client is told them: none that was not meant for it, and not too many. */
export function toldErrors(errors: readonly GraphQLError[], format: FormatError): GraphQLFormattedError[] {
  const told = errors.slice(0, MAX_ERRORS).map((error) => format(withCode(error), error));
  return errors.length > MAX_ERRORS ? [...told, leftOut(errors.length - MAX_ERRORS, told)] : told;
}

/** Errors that were formatted already, and not too many. */
export function fewErrors(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  if (errors.length <= MAX_ERRORS) return errors;
  return [...errors.slice(0, MAX_ERRORS), leftOut(errors.length - MAX_ERRORS, errors)];
}

function leftOut(count: number, errors: readonly GraphQLFormattedError[]): GraphQLFormattedError {
  const message = `${count.toLocaleString('en-US')} more errors are left out.`;
  return { message, extensions: { code: errors[0]?.extensions?.['code'] } };
}

/** The error as Apollo Server would hand it on: what was thrown is our fault until it says otherwise. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  const code = error.extensions.code ?? (isThrown(error) ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT');
  return { ...error.toJSON(), extensions: { ...error.extensions, code } };
}

/** Whether something else than GraphQL's own word on an operation, such as on the values of its variables, is behind an error. */
function isThrown({ path, originalError }: GraphQLError): boolean {
  if (originalError === undefined) return false;
  return path !== undefined || !(originalError instanceof GraphQLError);
}

import {
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { type OperationName, operationNameOf } from '../graphql/operation-name.js';
import type { Admission, CheckedOperation, Operations } from '../graphql/limits/operations.js';
import { fewErrors, type FormatError, toldErrors } from '../graphql/limits/told-errors.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { AnsweredOperation } from './request-scope.js';

/** What belongs to one operation over HTTP. */
export interface HttpContext extends RequestContext {
  readonly admission: Admission;
}

type DocumentStore = NonNullable<ApolloServerOptions<HttpContext>['documentStore']>;

const BAD_REQUEST = 400;
const TOO_MANY_REQUESTS = 429;

const UNNAMED: OperationName = { type: 'unknown', name: 'unknown', fields: [] };

/** Has Apollo Server execute what `operations` allows, answer the reasons to everything else, and note what came of it. */
export function operationCheck(
  operations: Operations,
  format: FormatError,
  note: (operation: AnsweredOperation) => void,
): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: async (): Promise<GraphQLRequestListener<HttpContext>> => {
      let checked: CheckedOperation | null = null;
      return {
        didResolveSource: async ({ source, request, contextValue }) => {
          checked = operations.check({ query: source, ...request }, contextValue.admission);
        },
        responseForOperation: async () => {
          if (!checked || checked.errors.length === 0) return null;
          const errors = toldErrors(checked.errors, format);
          return { http: headOf(errors), body: { kind: 'single', singleResult: { errors } } };
        },
        willSendResponse: async ({ request, response: { body } }) => {
          if (body.kind !== 'single') return;
          const { errors = [] } = body.singleResult;
          if (errors.length > 0) body.singleResult.errors = fewErrors(errors);
          const name = checked ? operationNameOf(checked.document, request.operationName) : UNNAMED;
          note({ ...name, codes: codesOf(errors) });
        },
      };
    },
  };
}

/** Status and headers of an answer to what is not done. */
function headOf(errors: readonly GraphQLFormattedError[]) {
  const limited = errors.find(({ extensions }) => extensions?.['code'] === 'RATE_LIMITED');
  const seconds = limited?.extensions?.['retryAfter'];
  const headers = new HeaderMap(typeof seconds === 'number' ? [['retry-after', String(seconds)]] : []);
  return { status: limited ? TOO_MANY_REQUESTS : BAD_REQUEST, headers };
}

/** The code of each error, as the client is told it. */
export function codesOf(errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[]): string[] {
  return errors.map(({ extensions }) => (typeof extensions?.['code'] === 'string' ? extensions['code'] : ''));
}

/** Where Apollo Server finds the documents that were checked a moment before, so that none is parsed or validated twice. */
export function checkedDocuments(operations: Operations): DocumentStore {
  return {
    get: async (key) => operations.documentOf(key.slice(key.lastIndexOf(':') + 1)),
    set: async () => undefined,
    delete: async () => undefined,
  };
}

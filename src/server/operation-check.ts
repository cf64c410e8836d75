import {
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import type { CheckedOperation, Operations } from '../graphql/limits/operations.js';
import { fewErrors, type FormatError, toldErrors } from '../graphql/limits/told-errors.js';
import type { RequestContext } from '../graphql/request-context.js';

type DocumentStore = NonNullable<ApolloServerOptions<RequestContext>['documentStore']>;

const BAD_REQUEST = 400;

/** Has Apollo Server execute what `operations` allows, and answer the reasons to everything else. */
export function operationCheck(operations: Operations, format: FormatError): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async (): Promise<GraphQLRequestListener<RequestContext>> => {
      let checked: CheckedOperation | null = null;
      return {
        didResolveSource: async ({ source, request }) => {
          checked = operations.check({ query: source, ...request });
        },
        responseForOperation: async () => {
          if (!checked || checked.errors.length === 0) return null;
          const errors = toldErrors(checked.errors, format);
          return {
            http: { status: BAD_REQUEST, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { errors } },
          };
        },
        willSendResponse: async ({ response: { body } }) => {
          if (body.kind === 'single' && body.singleResult.errors)
            body.singleResult.errors = fewErrors(body.singleResult.errors);
        },
      };
    },
  };
}

/** Where Apollo Server finds the documents that were checked a moment before, so that none is parsed or validated twice. */
export function checkedDocuments(operations: Operations): DocumentStore {
  return {
    get: async (key) => operations.documentOf(key.slice(key.lastIndexOf(':') + 1)),
    set: async () => undefined,
    delete: async () => undefined,
  };
}

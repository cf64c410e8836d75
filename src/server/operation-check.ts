import {
  type ApolloServerOptions,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import { type OperationName, operationNameOf } from '../graphql/operation-name.js';
import type { CheckedOperation, Operations } from '../graphql/limits/operations.js';
import { fewErrors, type FormatError, toldErrors } from '../graphql/limits/told-errors.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { AnsweredOperation } from './request-scope.js';

type DocumentStore = NonNullable<ApolloServerOptions<RequestContext>['documentStore']>;

const BAD_REQUEST = 400;

const UNNAMED: OperationName = { type: 'unknown', name: 'unknown', fields: [] };

/** Has Apollo Server execute what `operations` allows, answer the reasons to everything else, and note what came of it. */
export function operationCheck(
  operations: Operations,
  format: FormatError,
  note: (operation: AnsweredOperation) => void,
): ApolloServerPlugin<RequestContext> {
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

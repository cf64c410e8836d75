import type { FetcherOpts, FetcherParams } from '@graphiql/toolkit';
import { type DocumentNode, Kind, parse } from 'graphql';

/**
 * GraphiQL reads what is written a moment later, and what is run sooner it asks with the name of the operation that was
 * there before. This gives it the name, and the document that tells queries from subscriptions, of the text itself.
 */
export function asWritten(params: FetcherParams, options: FetcherOpts = {}): [FetcherParams, FetcherOpts] {
  const { documentAST: _, ...others } = options;
  const document = parsed(params.query);
  if (!document) return [params, others];
  const names = namesIn(document);
  const operationName = names.find((name) => name === params.operationName) ?? names[0] ?? null;
  return [
    { ...params, operationName },
    { ...others, documentAST: document },
  ];
}

/** null: it cannot be read, and the service says why. */
function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

/** Of its operations; null: one without a name. */
function namesIn({ definitions }: DocumentNode): (string | null)[] {
  return definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION ? [each.name?.value ?? null] : []));
}

import { type DocumentNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';
import { OPERATIONS } from '../domain/operations.js';
import { fragmentsOf } from './limits/document-shape.js';

/** What an operation is called where it is counted and logged: by our own names alone, so that they stay few. */
export interface OperationName {
  readonly type: 'query' | 'mutation' | 'subscription' | 'unknown';
  /** Its root field; `several`, `introspection`, or `unknown` when it asks for nothing that there is. */
  readonly name: string;
  /** All its root fields that there are, once each. */
  readonly fields: readonly string[];
}

const KINDS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** Names an operation, valid or not. */
export function operationNameOf(document: DocumentNode, operationName?: string | null): OperationName {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { type: 'unknown', name: 'unknown', fields: [] };
  const type = operation.operation;
  const selected = rootFields(document, operation.selectionSet);
  const fields = Object.keys(OPERATIONS[KINDS[type]]).filter((name) => selected.has(name));
  const [only, ...others] = fields;
  if (only !== undefined) return { type, name: others.length > 0 ? 'several' : only, fields };
  const introspects = [...selected].some((name) => name.startsWith('__'));
  return { type, name: introspects ? 'introspection' : 'unknown', fields };
}

function rootFields(document: DocumentNode, root: SelectionSetNode): ReadonlySet<string> {
  const fragments = fragmentsOf(document);
  const [names, spread] = [new Set<string>(), new Set<string>()];
  const look = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) look(fragment.selectionSet);
      }
    }
  };
  look(root);
  return names;
}

/** What is counted when nothing went wrong. */
export const OK = 'OK';
const UNEXPECTED = 'INTERNAL_SERVER_ERROR';

/** The gravest code among an answer's errors: what is our fault, else the first. */
export function gravestCode(codes: readonly string[]): string {
  return codes.includes(UNEXPECTED) ? UNEXPECTED : (codes[0] ?? OK);
}

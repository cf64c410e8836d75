import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../../domain/errors.js';
import { fragmentsOf, pairsIn, shapeOf } from './document-shape.js';
import { costOf } from './operation-cost.js';
import { excess, type OperationLimits } from './operation-limits.js';
import { scanSource, sourceExcess, type SourceScan } from './source-scan.js';
import { variableFaults } from './variable-faults.js';

/** Faults of an operation, or of its variables, that are told, at most. */
const MAX_FAULTS = 20;
/** Tokens of all documents that are kept: some 400 bytes each. */
const KEPT_TOKENS = 100_000;
/** What keeping a document takes besides its tokens, in tokens: for every so many characters one. */
const CHARACTERS_A_TOKEN = 100;

/** Texts refused just now, of which Apollo Server asks for the document a moment later. */
const KEPT_REFUSALS = 10_000;

/** In place of one that could not be had. */
export const NO_DOCUMENT: DocumentNode = Object.freeze({ kind: Kind.DOCUMENT, definitions: [] });

export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Lets an operation go on, step by step, or throws a DomainError that says why it may not. */
export interface Admission {
  /** Before a text is parsed that is not known. */
  tokens(count: number): void;
  /** Before what it asks for is looked for. */
  objects(count: number): void;
}

/** An operation as it may be executed, or why it may not. */
export interface CheckedOperation {
  readonly document: DocumentNode;
  /** Empty: it may. */
  readonly errors: readonly GraphQLError[];
}

interface Prepared extends CheckedOperation {
  readonly tokens: number;
}

/** Decides, for every transport alike, which operations are executed. What is found out of a text is kept. */
export class Operations {
  private readonly prepared = new LRUCache<string, Prepared>({ maxSize: KEPT_TOKENS });
  /** Hashes of texts that were refused before they were parsed. */
  private readonly unparsed = new LRUCache<string, true>({ max: KEPT_REFUSALS });
  private readonly rules;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: OperationLimits,
    private readonly introspection: 'ON' | 'OFF',
  ) {
    this.rules = introspection === 'ON' ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  }

  /** How to execute what is allowed. */
  get executionOptions() {
    return { maxCoercionErrors: MAX_FAULTS, hideSuggestions: this.introspection === 'OFF' };
  }

  check({ query, operationName, variables }: OperationRequest, admission: Admission): CheckedOperation {
    const hash = createHash('sha256').update(query).digest('hex');
    try {
      const { document, errors } = this.prepared.get(hash) ?? this.prepare(query, hash, admission);
      if (errors.length > 0) return { document, errors };
      return { document, errors: this.checkRun(document, operationName, variables ?? {}, admission) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!this.prepared.has(hash)) this.unparsed.set(hash, true);
      return { document: this.documentOf(hash) ?? NO_DOCUMENT, errors: [asGraphqlError(error)] };
    }
  }

  /**
   * The document of a text that was checked a moment ago, by its SHA-256 in hexadecimal digits; an empty one where the text
   * was refused, so that nobody else parses and validates it.
   */
  documentOf(hash: string): DocumentNode | undefined {
    return this.prepared.peek(hash)?.document ?? (this.unparsed.has(hash) ? NO_DOCUMENT : undefined);
  }

  private prepare(query: string, hash: string, admission: Admission): Prepared {
    const scan = scanSource(query, this.limits.tokens);
    const tooBig = sourceExcess(scan, this.limits);
    if (!tooBig) admission.tokens(scan.tokens);
    const prepared = tooBig
      ? { document: NO_DOCUMENT, errors: [asGraphqlError(tooBig)], tokens: scan.tokens }
      : this.parsed(query, scan);
    this.prepared.set(hash, prepared, { size: sizeOf(query, prepared) });
    return prepared;
  }

  private parsed(query: string, { tokens, directives }: SourceScan): Prepared {
    try {
      const document = parse(query);
      return { document, errors: this.faultsOf(document, directives), tokens };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { document: NO_DOCUMENT, errors: [coded(error, 'GRAPHQL_PARSE_FAILED')], tokens };
    }
  }

  /** Limits first: to validate what is beyond them could take long. */
  private faultsOf(document: DocumentNode, directives: number): GraphQLError[] {
    const { limits } = this;
    const shape = shapeOf(document);
    const beyond = [
      excess(limits, 'depth', shape.depth),
      excess(limits, 'introspectionDepth', shape.introspectionDepth),
      excess(limits, 'aliases', shape.aliases),
      excess(limits, 'rootFields', shape.rootFields),
      excess(limits, 'directives', directives),
      excess(limits, 'pairs', pairsIn(document)),
    ].filter((error) => error !== null);
    if (beyond.length > 0) return beyond.map(asGraphqlError);
    const options = { maxErrors: MAX_FAULTS, hideSuggestions: this.introspection === 'OFF' };
    const errors = validate(this.schema, document, this.rules, options);
    return errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
  }

  private checkRun(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>>,
    admission: Admission,
  ): GraphQLError[] {
    const operation = getOperationAST(document, operationName);
    if (!operation) return [noOperation(operationName)];
    const faults = variableFaults(variables);
    if (faults) return [asGraphqlError(faults)];
    const cost = costOf({ schema: this.schema, operation, fragments: fragmentsOf(document), variables });
    const tooCostly = excess(this.limits, 'cost', cost);
    if (tooCostly) return [asGraphqlError(tooCostly)];
    admission.objects(cost);
    return [];
  }
}

function sizeOf(query: string, { tokens }: Prepared): number {
  return 1 + tokens + Math.ceil(query.length / CHARACTERS_A_TOKEN);
}

function noOperation(name: string | null | undefined): GraphQLError {
  const message = name
    ? `There is no operation '${name.slice(0, 200)}' in the document; operationName must name one that is.`
    : 'operationName must say which of the operations in the document is meant.';
  return coded(new GraphQLError(message), 'GRAPHQL_VALIDATION_FAILED');
}

/** What a client is told of an error that was not thrown by a resolver. */
export function asGraphqlError({ message, code, details, issues }: DomainError): GraphQLError {
  return new GraphQLError(message, {
    extensions: { ...details, code, ...(issues.length > 0 ? { issues } : {}) },
  });
}

function coded(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code = code;
  return error;
}

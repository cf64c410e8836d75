import type { FastifyBaseLogger } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { Caller } from '../domain/caller.js';
import { gravestCode, type OperationName, operationNameOf } from '../graphql/operation-name.js';
import type { Telemetry, Work } from '../telemetry/telemetry.js';
import { entryOf, millisSince } from './observation.js';
import { type RequestScope, requestScope } from './request-scope.js';

interface SocketOperation {
  readonly name: OperationName;
  readonly keyId: string | null;
  readonly began: number;
  readonly work: Work<'operation'>;
  answered: boolean;
  stream: Work<'subscription'> | null;
}

/** An operation as a client asks for it. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly caller: Pick<Caller, 'keyId'>;
}

/** Tells of one WebSocket and the operations that come over it. */
export class SocketTelling {
  private readonly operations = new Map<string, SocketOperation>();
  private readonly work: Work<'socket'>;
  private readonly began = performance.now();

  constructor(
    readonly requestId: string,
    private readonly telemetry: Telemetry,
    /** Says with each line which socket it is about. */
    private readonly log: FastifyBaseLogger,
  ) {
    this.work = telemetry.begin('socket');
  }

  /** An operation begins, as the client numbers it; its work is to be done inside what is answered. */
  begin(id: string, { document, operationName, caller }: AskedOperation): <Result>(part: () => Result) => Result {
    const work = this.telemetry.begin('operation');
    const name = operationNameOf(document, operationName);
    const began = performance.now();
    this.operations.set(id, { name, keyId: caller.keyId, began, work, answered: false, stream: null });
    const scope: RequestScope = { requestId: this.requestId, work, operation: null };
    return (part) => requestScope.run(scope, () => work.inside(part));
  }

  /** It is refused, or its stream ends with an error. */
  failed(id: string, codes: readonly string[]): void {
    this.answered(id, codes);
    if (!this.operations.get(id)?.stream) this.operations.delete(id); // nothing more comes of it
  }

  /** Its first answer goes out. */
  answered(id: string, codes: readonly string[]): void {
    const operation = this.operations.get(id);
    if (!operation || operation.answered) return;
    operation.answered = true;
    const { type, name } = operation.name;
    operation.work.end({ transport: 'WEBSOCKET', type, name, code: gravestCode(codes) });
    this.logOperation(operation, codes, 'operation');
  }

  /** It answers again and again from now on. */
  streams(id: string): void {
    this.answered(id, []);
    const operation = this.operations.get(id);
    if (operation) operation.stream = this.telemetry.begin('subscription');
  }

  completed(id: string): void {
    const operation = this.operations.get(id);
    this.operations.delete(id);
    if (!operation?.stream) return;
    operation.stream.end({});
    this.logOperation(operation, [], 'subscription ended');
  }

  closed(): void {
    for (const id of this.operations.keys()) this.completed(id);
    this.work.end({});
    this.log.info({ millis: millisSince(this.began) }, 'socket closed');
  }

  private logOperation({ name, keyId, began }: SocketOperation, codes: readonly string[], message: string): void {
    const caller = keyId === null ? {} : { keyId };
    this.log.info({ ...caller, ...entryOf({ ...name, codes }), millis: millisSince(began) }, message);
  }
}

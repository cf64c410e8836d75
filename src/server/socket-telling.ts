import type { DocumentNode } from 'graphql';
import { gravestCode, type OperationName, operationNameOf } from '../graphql/operation-name.js';
import type { Telemetry, Work } from '../telemetry/telemetry.js';
import { type RequestScope, requestScope } from './request-scope.js';

interface SocketOperation {
  readonly name: OperationName;
  readonly work: Work<'operation'>;
  answered: boolean;
  stream: Work<'subscription'> | null;
}

/** Tells of one WebSocket and the operations that come over it. */
export class SocketTelling {
  private readonly operations = new Map<string, SocketOperation>();
  private readonly work: Work<'socket'>;

  constructor(
    private readonly requestId: string,
    private readonly telemetry: Telemetry,
  ) {
    this.work = telemetry.begin('socket');
  }

  /** An operation begins, as the client numbers it; its work is to be done inside what is answered. */
  begin(id: string, document: DocumentNode, operationName?: string | null): <Result>(part: () => Result) => Result {
    const work = this.telemetry.begin('operation');
    this.operations.set(id, { name: operationNameOf(document, operationName), work, answered: false, stream: null });
    const scope: RequestScope = { requestId: this.requestId, work, operation: null };
    return (part) => requestScope.run(scope, () => work.inside(part));
  }

  /** Its first answer goes out, or it is refused. */
  answered(id: string, codes: readonly string[]): void {
    const operation = this.operations.get(id);
    if (!operation || operation.answered) return;
    operation.answered = true;
    const { type, name } = operation.name;
    operation.work.end({ transport: 'WEBSOCKET', type, name, code: gravestCode(codes) });
  }

  /** It answers again and again from now on. */
  streams(id: string): void {
    this.answered(id, []);
    const operation = this.operations.get(id);
    if (operation) operation.stream = this.telemetry.begin('subscription');
  }

  completed(id: string): void {
    this.operations.get(id)?.stream?.end({});
    this.operations.delete(id);
  }

  closed(): void {
    for (const id of this.operations.keys()) this.completed(id);
    this.work.end({});
  }
}

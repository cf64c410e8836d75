import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { OperationTime } from './operation-time.js';

/** An operation that may be done, and what it holds of its client's share until it is. */
export interface AdmittedOperation extends ExecutionArgs {
  /** Does what is to be told of as part of the operation. */
  readonly inside: <Result>(part: () => Result) => Result;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
  /** Gives back the client's share. */
  readonly release: () => void;
}

export type Events = AsyncIterableIterator<ExecutionResult, undefined>;

/** Does a query or mutation. */
export async function executeWithin(time: OperationTime, operation: AdmittedOperation): Promise<ExecutionResult> {
  try {
    return await time.run(operation.gone, () => operation.inside(() => execute(operation)));
  } finally {
    operation.release();
  }
}

/** Starts a subscription. What is told of each event has its own time; until the next one comes, none passes. */
export async function subscribeWithin(
  time: OperationTime,
  operation: AdmittedOperation,
): Promise<Events | ExecutionResult> {
  const { gone, inside, release } = operation;
  const source = await time
    .run(gone, () => inside(() => createSourceEventStream(operation)))
    .catch((error: unknown) => {
      release();
      throw error;
    });
  if (!(Symbol.asyncIterator in source)) {
    release();
    return source;
  }
  const events = source[Symbol.asyncIterator]();
  const ended = { done: true, value: undefined } as const;
  const told: Events = {
    next: async () => {
      const event = await events.next().catch((error: unknown) => {
        release();
        throw error;
      });
      if (event.done === true) release();
      if (event.done === true) return ended;
      return { value: await time.run(gone, () => inside(() => execute({ ...operation, rootValue: event.value }))) };
    },
    return: async () => {
      release();
      await events.return?.();
      return ended;
    },
    [Symbol.asyncIterator]: () => told,
  };
  return told;
}

import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { OperationTime } from './operation-time.js';

/** An operation that may be done. */
export interface AdmittedOperation extends ExecutionArgs {
  /** Does what is to be told of as part of the operation. */
  readonly inside: <Result>(part: () => Result) => Result;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
}

export type Events = AsyncIterableIterator<ExecutionResult, undefined>;

/** Does a query or mutation. */
export function executeWithin(time: OperationTime, operation: AdmittedOperation): Promise<ExecutionResult> {
  return time.run(operation.gone, () => operation.inside(() => execute(operation)));
}

/**
 * Starts a subscription, which ends with its socket. What is told of each event has its own time; until the next one comes, none
 * passes.
 */
export async function subscribeWithin(
  time: OperationTime,
  operation: AdmittedOperation,
): Promise<Events | ExecutionResult> {
  const { gone, inside } = operation;
  const source = await time.run(gone, () => inside(() => createSourceEventStream(operation)));
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const ended = { done: true, value: undefined } as const;
  const end = async () => {
    gone.removeEventListener('abort', giveUp);
    await events.return?.();
    return ended;
  };
  const giveUp = () => void end().catch(() => undefined); // whoever waits for the next event hears of it
  gone.addEventListener('abort', giveUp, { once: true });
  if (gone.aborted) giveUp();
  const told: Events = {
    next: async () => {
      const event = await events.next();
      if (event.done === true) return end();
      return { value: await time.run(gone, () => inside(() => execute({ ...operation, rootValue: event.value }))) };
    },
    return: end,
    [Symbol.asyncIterator]: () => told,
  };
  return told;
}

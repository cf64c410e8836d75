import type { FastifyInstance } from 'fastify';
import { AbandonedError, OperationTimeoutError } from '../domain/errors.js';
import { whileWanted } from '../records/wanted.js';
import { whenClosed } from './closed-answers.js';

/** Gives operations so much time, and no more than their clients wait: then their queries end, and say so. */
export class OperationTime {
  constructor(private readonly seconds: number) {}

  /** Does the work of one operation; `gone` is aborted when its client is gone. */
  async run<Result>(gone: AbortSignal, work: () => Result | Promise<Result>): Promise<Result> {
    const { signal, end, leave } = this.start();
    gone.addEventListener('abort', leave, { once: true });
    if (gone.aborted) leave();
    try {
      return await whileWanted(signal, work);
    } finally {
      gone.removeEventListener('abort', leave);
      end();
    }
  }

  /** Does so with every operation over HTTP of a scope. */
  limit(scope: FastifyInstance): void {
    scope.addHook('preHandler', (_request, reply, done) => {
      const { signal, end, leave } = this.start();
      whenClosed(reply.raw, () => {
        end();
        leave();
      });
      whileWanted(signal, done);
    });
  }

  private start() {
    const wanted = new AbortController();
    const timeout = setTimeout(() => wanted.abort(new OperationTimeoutError(this.seconds)), this.seconds * 1000);
    return {
      signal: wanted.signal,
      end: () => clearTimeout(timeout),
      leave: () => wanted.abort(new AbandonedError()),
    };
  }
}

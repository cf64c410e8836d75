import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ABORTED, DONE, outcomeOf } from '../domain/audit.js';
import { keyIn } from '../domain/global-id.js';
import type { AuditTrail } from '../service/audit-trail.js';
import { whenClosed } from './closed-answers.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Global id of the file that is sent; null as long as none is found. */
    downloaded: string | null;
  }
}

/** Enters every download of a scope in the audit trail, when it begins and when it ends. */
export function auditDownloads(scope: FastifyInstance, audit: AuditTrail): void {
  scope.decorateRequest('downloaded', null);
  scope.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'GET') return;
    const { caller, id: requestId, routeOptions } = request;
    const action = routeOptions.url?.includes('/files/') ? 'downloadFile' : 'streamRecords';
    const entry = audit.note({ action, objectId: datasetIn(request), caller, origin: 'HTTP', requestId }, null);
    let isSent = false;
    reply.raw.once('finish', () => (isSent = true));
    whenClosed(reply.raw, () => {
      const { failure, downloaded } = request;
      const end = isSent ? DONE : ABORTED;
      audit.end({ id: entry, outcome: failure ? outcomeOf(failure) : end, objectId: downloaded });
    });
  });
}

/** Global id of the dataset in the path; null when it is no such id. */
function datasetIn({ params }: FastifyRequest): string | null {
  const { id } = params as { readonly id: string };
  return keyIn('Dataset', id) === null ? null : id;
}

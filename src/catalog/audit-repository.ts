import type { AuditEntry, AuditFilter, DeedEnd } from '../domain/audit.js';
import type { Page } from '../domain/connection.js';
import type { Catalog } from './catalog.js';
import type { Prisma } from './generated/sqlite/client.js';
import { type SeekKey, seekPage, type SeekRequest } from './seek.js';

/** Rows that are deleted at once, so that nobody waits long for the catalog. */
const DELETED_AT_ONCE = 5_000;

/** Where an entry stands among the others. */
export function auditSeekKey({ at, id }: AuditEntry): SeekKey {
  return { value: at, id };
}

export class AuditRepository {
  constructor(private readonly catalog: Catalog) {}

  async write(begun: readonly AuditEntry[], ended: readonly DeedEnd[]): Promise<void> {
    await this.catalog.write(async (tx) => {
      if (begun.length > 0) await tx.auditEntry.createMany({ data: [...begun] });
      for (const { id, outcome, objectId } of ended)
        await tx.auditEntry.updateMany({
          where: { id },
          data: objectId === null ? { outcome } : { outcome, objectId },
        });
    });
  }

  page(filter: AuditFilter, request: SeekRequest): Promise<Page<AuditEntry>> {
    const find = (conditions: object[], orderBy: object[], take: number) =>
      this.catalog.db.auditEntry.findMany({ where: { AND: [conditionOf(filter), ...conditions] }, orderBy, take });
    return seekPage({ column: 'at', find, keyOf: auditSeekKey }, request);
  }

  count(filter: AuditFilter): Promise<number> {
    return this.catalog.db.auditEntry.count({ where: conditionOf(filter) });
  }

  /** Deletes what is older, as long as it is wanted; answers how much that was. */
  async deleteBefore(time: Date, isWanted: () => boolean): Promise<number> {
    const where = { at: { lt: time } };
    let deleted = 0;
    while (isWanted() && (await this.catalog.db.auditEntry.findFirst({ where, select: { id: true } })))
      deleted += (await this.catalog.write((tx) => tx.auditEntry.deleteMany({ where, limit: DELETED_AT_ONCE }))).count;
    return deleted;
  }
}

function conditionOf({ from, to, ...equal }: AuditFilter): Prisma.AuditEntryWhereInput {
  const at = { ...(from && { gte: from }), ...(to && { lt: to }) };
  return { ...equal, at };
}

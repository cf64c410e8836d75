import { Args, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { AuditEntry, AuditFilter } from '../../domain/audit.js';
import { checkFilter } from '../../domain/filters.js';
import { globalId, keyIn } from '../../domain/global-id.js';
import type { AuditTrail } from '../../service/audit-trail.js';
import { toConnection } from '../connection.js';
import { AuditEntryConnectionType, AuditEntryType } from './audit-entry.type.js';
import { type AuditFilterInput, AuditTrailArguments } from './audit.input.js';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  constructor(private readonly audit: AuditTrail) {}

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the API key; null on the command line and in open mode.',
  })
  keyId(@Root() { keyId }: AuditEntry): string | null {
    return keyId === null ? null : globalId('ApiKey', keyId);
  }

  @Query(() => AuditEntryConnectionType, {
    description: 'Who changed and downloaded what, newest first. For MAINTAINERs.',
  })
  async auditTrail(@Args(() => AuditTrailArguments) args: AuditTrailArguments) {
    checkFilter(args.filter ?? {});
    const filter = withKeyId(args.filter);
    return toConnection(await this.audit.page({ ...args, filter }), () => this.audit.count(filter));
  }
}

/** The filter with the key's global id resolved; what is no such id is the id of no key. */
function withKeyId(filter: AuditFilterInput | undefined): AuditFilter {
  const { keyId, ...rest } = filter ?? {};
  return keyId === undefined ? rest : { ...rest, keyId: keyIn('ApiKey', keyId) ?? '' };
}

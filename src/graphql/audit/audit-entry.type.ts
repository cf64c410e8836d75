import { Field, ID, ObjectType } from 'type-graphql';
import type { AuditOrigin } from '../../domain/audit.js';
import { connectionTypes } from '../connection.js';
import { AuditOriginEnum } from '../enums.js';
import { DateTimeScalar } from '../scalars/date-time.js';

@ObjectType('AuditEntry', { description: 'That somebody did something, or was not let.' })
export class AuditEntryType {
  @Field(() => DateTimeScalar, { description: 'When it began.' })
  at!: Date;

  @Field(() => ID, { nullable: true, description: 'Id of the API key; null on the command line and in open mode.' })
  keyId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that key.' })
  keyName!: string | null;

  @Field(() => AuditOriginEnum, { description: 'How it came in.' })
  origin!: AuditOrigin;

  @Field(() => String, { nullable: true, description: 'Network address it came from; null on the command line.' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the request, as in the log; null without one.' })
  requestId!: string | null;

  @Field(() => String, {
    description: 'Name of the mutation, or of what else was done, such as downloadFile, streamRecords or backup.',
  })
  action!: string;

  @Field(() => ID, { nullable: true, description: 'Id of what it was done to, or of what it made; null: of nothing.' })
  objectId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'OK, the code of the error, or ABORTED for a download that its client broke off; null: it goes on, or the service was killed before its end.',
  })
  outcome!: string | null;
}

export const { ConnectionType: AuditEntryConnectionType } = connectionTypes(
  AuditEntryType,
  'AuditEntry',
  'audit entries',
);

import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { MAX_CATALOG_PAGE } from '../../service/profiles.js';
import { pageArgumentsOf } from '../connection.js';
import { DateTimeScalar } from '../scalars/date-time.js';

@InputType('AuditFilter', { description: 'Conditions on audit entries; all that are given must hold.' })
export class AuditFilterInput {
  @Field(() => ID, { nullable: true, description: 'By this API key.' })
  keyId?: string;

  @Field(() => String, { nullable: true, description: 'By a key of this name.' })
  keyName?: string;

  @Field(() => String, { nullable: true, description: 'This action.' })
  action?: string;

  @Field(() => ID, { nullable: true, description: 'Done to this, or having made it.' })
  objectId?: string;

  @Field(() => String, { nullable: true, description: 'With this outcome.' })
  outcome?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before.' })
  from?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before.' })
  to?: Date;
}

@ArgsType()
export class AuditTrailArguments extends pageArgumentsOf('audit entries', MAX_CATALOG_PAGE) {
  @Field(() => AuditFilterInput, { nullable: true, description: 'Only those that match.' })
  filter?: AuditFilterInput;
}

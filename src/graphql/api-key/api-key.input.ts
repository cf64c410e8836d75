import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { Role } from '../../domain/caller.js';
import { MAX_CATALOG_PAGE } from '../../service/profiles.js';
import { pageArgumentsOf } from '../connection.js';
import { RoleEnum } from '../enums.js';
import { DateTimeScalar } from '../scalars/date-time.js';

@InputType('CreateApiKeyInput', { description: 'What key to make.' })
export class CreateApiKeyInput {
  @Field(() => String, {
    description: 'Whose it is, 1 to 100 characters; keys of the same name own the same profiles and datasets.',
  })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it allows.' })
  role!: Role;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends, in the future; null: never.' })
  expiresAt?: Date | null;
}

@InputType('RevokeApiKeyInput', { description: 'What key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Key.' })
  id!: string;
}

@ArgsType()
export class ApiKeysArguments extends pageArgumentsOf('API keys', MAX_CATALOG_PAGE) {}

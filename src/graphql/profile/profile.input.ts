import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type { OrderDirection, ProfileOrder } from '../../domain/filters.js';
import { MAX_CATALOG_PAGE } from '../../service/profiles.js';
import { pageArgumentsOf } from '../connection.js';
import { OrderDirectionEnum, ProfileOrderFieldEnum } from '../enums.js';
import { StringFilterInput } from '../string-filter.input.js';
import { GenerationSettingsInput } from './settings.input.js';

const IDEMPOTENCY_KEY =
  'Caller-made key, 1 to 64 characters; the same key and input within 24 hours returns the first result.';

@InputType('CreateProfileInput', { description: 'What to save.' })
export class CreateProfileInput {
  @Field(() => String, { description: 'Unique name, 1 to 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Free text.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'Labels, at most 20.' })
  tags?: string[] | null;

  @Field(() => GenerationSettingsInput, {
    nullable: true,
    description: 'Settings; what is left out takes its default.',
  })
  settings?: GenerationSettingsInput | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('UpdateProfileInput', { description: 'What to change; what is left out stays.' })
export class UpdateProfileInput {
  @Field(() => ID, { description: 'Profile.' })
  id!: string;

  @Field(() => Int, { description: 'Revision that was read; another one now gives CONFLICT.' })
  expectedRevision!: number;

  @Field(() => String, { nullable: true, description: 'New name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'New text; null clears it.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'New labels.' })
  tags?: string[] | null;

  @Field(() => GenerationSettingsInput, { nullable: true, description: 'Settings to change.' })
  settings?: GenerationSettingsInput | null;
}

@InputType('DuplicateProfileInput', { description: 'What to copy.' })
export class DuplicateProfileInput {
  @Field(() => ID, { description: 'Profile.' })
  id!: string;

  @Field(() => String, { description: 'Name of the copy.' })
  name!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('DeleteProfileInput', { description: 'What to delete.' })
export class DeleteProfileInput {
  @Field(() => ID, { description: 'Profile.' })
  id!: string;

  @Field(() => Int, { description: 'Revision that was read.' })
  expectedRevision!: number;
}

@InputType('ProfileFilter', { description: 'Conditions on profiles; all that are given must hold.' })
export class ProfileFilterInput {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput;

  @Field(() => String, { nullable: true, description: 'Has this tag.' })
  tag?: string;

  @Field(() => Boolean, { nullable: true, description: 'By origin.' })
  builtIn?: boolean;
}

@InputType('ProfileOrder', { description: 'Order of profiles; ties break on id.' })
export class ProfileOrderInput implements ProfileOrder {
  @Field(() => ProfileOrderFieldEnum, { description: 'Field.' })
  field!: ProfileOrder['field'];

  @Field(() => OrderDirectionEnum, { defaultValue: 'ASC', description: 'Direction.' })
  direction!: OrderDirection;
}

@ArgsType()
export class ProfilesArguments extends pageArgumentsOf('profiles', MAX_CATALOG_PAGE) {
  @Field(() => ProfileFilterInput, { nullable: true, description: 'Only those that match.' })
  filter?: ProfileFilterInput;

  @Field(() => ProfileOrderInput, { nullable: true, description: 'Order; by default by name.' })
  orderBy?: ProfileOrderInput;
}

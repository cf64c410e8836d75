import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from '../connection.js';
import { NodeType } from '../node.type.js';
import { DateTimeScalar } from '../scalars/date-time.js';
import { GenerationSettingsType } from './settings.type.js';

@ObjectType('Profile', { implements: NodeType, description: 'A named, reusable set of generation settings.' })
export class ProfileType extends NodeType {
  @Field(() => String, { description: 'Unique name, 1 to 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Free text, at most 2,000 characters.' })
  description!: string | null;

  @Field(() => [String], { description: 'Labels.' })
  tags!: string[];

  @Field(() => GenerationSettingsType, { description: 'Settings of this revision.' })
  settings!: GenerationSettingsType;

  @Field(() => Int, { description: 'Starts at 1, grows by one with each change.' })
  revision!: number;

  @Field(() => Boolean, { description: 'Comes with the service; can be duplicated, not changed.' })
  builtIn!: boolean;

  @Field(() => String, { nullable: true, description: 'Name of the API key that saved it; null in open mode.' })
  createdBy!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was saved.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: Date;
}

export const { ConnectionType: ProfileConnectionType } = connectionTypes(ProfileType, 'Profile', 'profiles');

@ObjectType('CreateProfilePayload', { description: 'Result of createProfile.' })
export class CreateProfilePayload {
  @Field(() => ProfileType, { description: 'The saved profile.' })
  profile!: unknown;
}

@ObjectType('UpdateProfilePayload', { description: 'Result of updateProfile.' })
export class UpdateProfilePayload {
  @Field(() => ProfileType, { description: 'The profile now.' })
  profile!: unknown;
}

@ObjectType('DuplicateProfilePayload', { description: 'Result of duplicateProfile.' })
export class DuplicateProfilePayload {
  @Field(() => ProfileType, { description: 'The copy.' })
  profile!: unknown;
}

@ObjectType('DeleteProfilePayload', { description: 'Result of deleteProfile.' })
export class DeleteProfilePayload {
  @Field(() => ID, { description: 'Id of what was deleted.' })
  deletedProfileId!: string;
}

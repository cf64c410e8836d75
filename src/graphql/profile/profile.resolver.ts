import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { globalId, keyIn } from '../../domain/global-id.js';
import type { Profile } from '../../domain/profile.js';
import {
  DEFAULT_TIMING_MODEL,
  defaultSettings,
  type GenerationSettings,
  type TimingModel,
} from '../../domain/settings.js';
import type { DatasetService } from '../../service/datasets.js';
import { MAX_CATALOG_PAGE, type ProfileService } from '../../service/profiles.js';
import { pageArgumentsOf, toConnection } from '../connection.js';
import { DatasetConnectionType } from '../dataset/dataset.type.js';
import { TimingModelEnum } from '../enums.js';
import { keyFrom, underInput } from '../input-argument.js';
import type { RequestContext } from '../request-context.js';
import {
  CreateProfileInput,
  DeleteProfileInput,
  DuplicateProfileInput,
  ProfilesArguments,
  UpdateProfileInput,
} from './profile.input.js';
import {
  CreateProfilePayload,
  DeleteProfilePayload,
  DuplicateProfilePayload,
  ProfileConnectionType,
  ProfileType,
  UpdateProfilePayload,
} from './profile.type.js';
import { GenerationSettingsType } from './settings.type.js';

const DatasetsOfProfileArguments = pageArgumentsOf('datasets', MAX_CATALOG_PAGE);

@Resolver(() => ProfileType)
export class ProfileResolver {
  constructor(
    private readonly profiles: ProfileService,
    private readonly datasets: DatasetService,
  ) {}

  @FieldResolver(() => ID, { description: 'Opaque global id.' })
  id(@Root() profile: Profile): string {
    return globalId('Profile', profile.id);
  }

  @FieldResolver(() => DatasetConnectionType, {
    name: 'datasets',
    description: 'Datasets made from any revision of this profile, newest first.',
  })
  async datasetsOfProfile(
    @Root() profile: Profile,
    @Args(() => DatasetsOfProfileArguments) args: InstanceType<typeof DatasetsOfProfileArguments>,
  ) {
    const filter = { profileId: profile.id };
    return toConnection(await this.datasets.page({ ...args, filter }), () => this.datasets.count(filter));
  }

  @Query(() => ProfileType, {
    nullable: true,
    description: 'A profile by id or by name; null when there is none or neither is given.',
  })
  async profile(
    @Arg('id', () => ID, { nullable: true, description: 'Id.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'Name.' }) name?: string | null,
  ): Promise<Profile | null> {
    const key = typeof id === 'string' ? keyIn('Profile', id) : null;
    if (typeof id === 'string') return key === null ? null : this.profiles.find(key);
    return typeof name === 'string' ? this.profiles.findByName(name) : null;
  }

  @Query(() => ProfileConnectionType, { name: 'profiles', description: 'Saved profiles.' })
  async profilePage(@Args(() => ProfilesArguments) args: ProfilesArguments) {
    return toConnection(await this.profiles.page(args), () => this.profiles.count(args.filter));
  }

  @Query(() => GenerationSettingsType, { description: 'Settings a run has when none are given.' })
  defaultSettings(
    @Arg('timingModel', () => TimingModelEnum, { defaultValue: DEFAULT_TIMING_MODEL, description: 'Timing model.' })
    timingModel: TimingModel,
  ): GenerationSettings {
    return defaultSettings(timingModel);
  }

  @Mutation(() => CreateProfilePayload, { description: 'Save a profile.' })
  async createProfile(
    @Arg('input', () => CreateProfileInput, { description: 'What to do.' }) input: CreateProfileInput,
    @Ctx() { caller }: RequestContext,
  ) {
    return underInput(async () => ({ profile: await this.profiles.create(input, caller) }));
  }

  @Mutation(() => UpdateProfilePayload, { description: 'Change a profile.' })
  async updateProfile(
    @Arg('input', () => UpdateProfileInput, { description: 'What to do.' }) input: UpdateProfileInput,
    @Ctx() { caller }: RequestContext,
  ) {
    return underInput(async () => {
      const id = keyFrom('Profile', input.id, ['id']);
      return { profile: await this.profiles.update({ ...input, id }, caller) };
    });
  }

  @Mutation(() => DuplicateProfilePayload, { description: 'Copy a profile under a new name.' })
  async duplicateProfile(
    @Arg('input', () => DuplicateProfileInput, { description: 'What to do.' }) input: DuplicateProfileInput,
    @Ctx() { caller }: RequestContext,
  ) {
    return underInput(async () => {
      const id = keyFrom('Profile', input.id, ['id']);
      return { profile: await this.profiles.duplicate({ ...input, id }, caller) };
    });
  }

  @Mutation(() => DeleteProfilePayload, { description: 'Delete a profile; its datasets stay.' })
  async deleteProfile(
    @Arg('input', () => DeleteProfileInput, { description: 'What to do.' }) input: DeleteProfileInput,
  ) {
    return underInput(async () => {
      await this.profiles.delete(keyFrom('Profile', input.id, ['id']), input.expectedRevision);
      return { deletedProfileId: input.id };
    });
  }
}

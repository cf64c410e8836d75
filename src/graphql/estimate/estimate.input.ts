import { ArgsType, Field, ID } from 'type-graphql';
import type { FileFormat } from '../../domain/dataset.js';
import { FileFormatEnum } from '../enums.js';
import { GenerationSettingsInput } from '../profile/settings.input.js';

@ArgsType()
export class EstimateArguments {
  @Field(() => GenerationSettingsInput, {
    nullable: true,
    description: "Settings that override the profile's, or the defaults when no profile is named.",
  })
  settings?: GenerationSettingsInput | null;

  @Field(() => ID, { nullable: true, description: 'Profile to start from.' })
  profileId?: string | null;

  @Field(() => String, { nullable: true, description: 'Profile to start from, by name.' })
  profileName?: string | null;

  @Field(() => String, {
    defaultValue: 'preview',
    description: 'Seed, 1 to 100 characters: the swings of volume come from it.',
  })
  seed!: string;

  @Field(() => [FileFormatEnum], { defaultValue: ['CSV'], description: 'Files that would be exported.' })
  formats!: FileFormat[];
}

import { ArgsType, Field, ID, Int } from 'type-graphql';
import { GenerationSettingsInput } from '../profile/settings.input.js';

@ArgsType()
export class PreviewArguments {
  @Field(() => GenerationSettingsInput, {
    nullable: true,
    description: 'Settings; what is left out takes its default.',
  })
  settings?: GenerationSettingsInput | null;

  @Field(() => ID, { nullable: true, description: 'Profile to start from.' })
  profileId?: string | null;

  @Field(() => String, { nullable: true, description: 'Profile to start from, by name.' })
  profileName?: string | null;

  @Field(() => Int, { defaultValue: 10, description: '1 to 100.' })
  count!: number;

  @Field(() => String, { defaultValue: 'preview', description: 'Seed.' })
  seed!: string;
}

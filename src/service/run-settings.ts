import type { ProfileRepository } from '../catalog/profile-repository.js';
import { type InputIssue, InvalidInputError, NotFoundError } from '../domain/errors.js';
import type { Profile } from '../domain/profile.js';
import { applyPatch, type GenerationSettings, settingsFrom, type SettingsPatch } from '../domain/settings.js';
import { inspectSettings, type SettingsLimits } from '../domain/settings-rules.js';

/** What a run is asked to start from, and what it changes there. */
export interface RunInput {
  readonly profileId?: string | null;
  readonly profileName?: string | null;
  readonly settings?: SettingsPatch | null;
}

export interface InspectedRun {
  /** The profile that the run starts from; null: the defaults. */
  readonly profile: Profile | null;
  /** null when there are issues. */
  readonly settings: GenerationSettings | null;
  readonly issues: readonly InputIssue[];
}

/** Works out the settings of a run from a profile and what overrides it. */
export class RunSettings {
  constructor(
    private readonly profiles: ProfileRepository,
    private readonly limits: SettingsLimits,
  ) {}

  /** The settings, or what is wrong with them; throws when the input names two profiles, or one that is not there. */
  async of(input: RunInput): Promise<InspectedRun> {
    const profile = await this.profileOf(input);
    const patch = input.settings ?? {};
    const settings = profile ? applyPatch(profile.settings, patch) : settingsFrom(patch);
    return { profile, ...inspectSettings(settings, this.limits) };
  }

  private async profileOf({ profileId, profileName }: RunInput): Promise<Profile | null> {
    if (typeof profileId === 'string' && typeof profileName === 'string') throw new InvalidInputError([TWO_PROFILES]);
    if (typeof profileId === 'string') {
      const profile = await this.profiles.find(profileId);
      if (!profile) throw new NotFoundError('profile', profileId, ['profileId']);
      return profile;
    }
    if (typeof profileName !== 'string') return null;
    const profile = await this.profiles.findByName(profileName);
    if (!profile) throw new NotFoundError('profile', profileName, ['profileName']);
    return profile;
  }
}

const TWO_PROFILES: InputIssue = {
  path: ['profileName'],
  code: 'INVALID_VALUE',
  message: 'Give profileId or profileName, not both.',
};

import type { CombinedError } from 'urql';
import { profileTexts } from '../../../domain/profile.js';
import { defaultSettings, type GenerationSettings } from '../../../domain/settings.js';
import type { SettingsLimits } from '../../../domain/settings-rules.js';
import { changedSettings, draftOf, sameValue, type SettingsDraft } from '../../settings/settings-draft.js';
import { checkDraft, type Problems, problemsOf } from '../../settings/settings-problems.js';
import { texts } from '../../texts/texts.js';
import { issuesOf } from '../../graphql/errors.js';
import { plainData } from '../../graphql/plain-data.js';
import type { ProfileData } from './profile.query.js';

/** A profile as its form holds it. */
export interface ProfileDraft {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly settings: SettingsDraft;
}

/** What of a profile people decide, checked and ready to be sent. */
export interface ProfileContent {
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly settings: GenerationSettings;
}

export const NEW_PROFILE: ProfileContent = { name: '', description: null, tags: [], settings: defaultSettings() };

export function contentOf(profile: ProfileData): ProfileContent {
  const { name, description, tags, settings } = plainData(profile);
  return { name, description, tags, settings };
}

export function profileDraft({ name, description, tags, settings }: ProfileContent): ProfileDraft {
  return { name, description: description ?? '', tags, settings: draftOf(settings) };
}

export interface CheckedProfile {
  /** null when there are problems. */
  readonly content: ProfileContent | null;
  /** null when the settings have problems. */
  readonly settings: GenerationSettings | null;
  readonly problems: Problems;
}

/** Judges the draft by the rules of the service. */
export function checkProfile(draft: ProfileDraft, limits: SettingsLimits): CheckedProfile {
  const description = draft.description.trim() === '' ? null : draft.description;
  const words = profileTexts.safeParse({ name: draft.name, description, tags: draft.tags });
  const { settings, problems: settingsProblems } = checkDraft(draft.settings, limits);
  const faulty = new Set(words.error?.issues.map(({ path }) => path[0]));
  const problems: Problems = {
    ...settingsProblems,
    ...Object.fromEntries(
      (['name', 'description', 'tags'] as const)
        .filter((field) => faulty.has(field))
        .map((field) => [field, texts.profiles.form.problems[field]]),
    ),
  };
  return { content: words.success && settings ? { ...words.data, settings } : null, settings, problems };
}

/** What differs from `base`: nothing of what is alike, so that it can be laid over what others changed. */
export function changesOf(base: ProfileContent, content: ProfileContent): Partial<ProfileContent> {
  const settings = changedSettings(base.settings, content.settings);
  return {
    ...(base.name !== content.name && { name: content.name }),
    ...(base.description !== content.description && { description: content.description }),
    ...(!sameValue(base.tags, content.tags) && { tags: content.tags }),
    ...(Object.keys(settings).length > 0 && { settings: settings as GenerationSettings }),
  };
}

/** Whether the draft says something else than the profile that it was made from. */
export function isChanged(base: ProfileContent, draft: ProfileDraft): boolean {
  return !sameValue(profileDraft(base), draft);
}

/** Their version, with what differs in mine from the common base laid over it, field by field. */
export function mergedDraft(base: ProfileContent, mine: ProfileDraft, theirs: ProfileContent): ProfileDraft {
  const [before, now] = [profileDraft(base), profileDraft(theirs)];
  return {
    ...overlaid(before, mine, now),
    settings: overlaid(before.settings, mine.settings, now.settings),
  };
}

function overlaid<Fields extends object>(before: Fields, mine: Fields, now: Fields): Fields {
  const keys = Object.keys(now) as (keyof Fields)[];
  return Object.fromEntries(
    keys.map((key) => [key, sameValue(before[key], mine[key]) ? now[key] : mine[key]]),
  ) as Fields;
}

/** What the service refused, as problems of fields; those of no field are under names of their own. */
export function refusedProblems(error: CombinedError, draft: ProfileDraft, limits: SettingsLimits): Problems {
  const issues = issuesOf(error);
  const problems = problemsOf(issues, draft.settings, limits);
  const taken = issues.some(({ path, code }) => path.at(-1) === 'name' && path.length <= 2 && code === 'DUPLICATE');
  return taken ? { ...problems, name: texts.profiles.form.problems.taken } : problems;
}

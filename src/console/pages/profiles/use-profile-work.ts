import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CombinedError } from 'urql';
import { defaultSettings, type GenerationSettings } from '../../../domain/settings.js';
import type { SettingsLimits } from '../../../domain/settings-rules.js';
import { codeOf } from '../../graphql/errors.js';
import type { SettingsControl } from '../../settings/settings-control.js';
import type { Problems } from '../../settings/settings-problems.js';
import { type SettingsPreviewState, USUAL_TRIAL, useSettingsPreview } from '../../settings/use-settings-preview.js';
import { texts } from '../../texts/texts.js';
import type { ProfileConflictFacts } from './profile-conflict.js';
import {
  checkProfile,
  contentOf,
  isChanged,
  mergedDraft,
  NEW_PROFILE,
  type ProfileDraft,
  profileDraft,
  refusedProblems,
} from './profile-draft.js';
import type { ProfileEditorProps } from './profile-editor.js';
import type { ProfileData } from './profile.query.js';
import { type DraftState, useProfileDraft } from './use-profile-draft.js';
import { type ProfileBase, useProfileStore } from './use-profile-store.js';

/** The work on a profile: what is written so far, what is wrong with it, and what came in between. */
export interface ProfileWork {
  /** null: the profile is yet to be made. */
  readonly base: ProfileBase | null;
  readonly draft: ProfileDraft;
  readonly change: DraftState['change'];
  readonly problems: Problems;
  /** null: not right yet. */
  readonly settings: GenerationSettings | null;
  readonly control: SettingsControl;
  readonly preview: SettingsPreviewState;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly isGone: boolean;
  /** Why it was not saved, where that is no problem of a field. */
  readonly failure: CombinedError | null;
  /** What others saved since this was opened. */
  readonly conflict: ProfileConflictFacts | null;
  readonly takeTheirs: () => void;
  readonly putMineOver: () => void;
  /** Answers whether all fields are right. */
  readonly save: () => Promise<boolean>;
  readonly saveAsNew: () => Promise<boolean>;
}

export function useProfileWork({ latest, isGone = false, refresh, facts }: ProfileEditorProps): ProfileWork {
  const limits = facts.serverInfo;
  const [base, setBase] = useState(() => latest && baseOf(latest));
  const before = base?.content ?? NEW_PROFILE;
  const { draft, refused, ...form } = useProfileDraft(before);
  const [failure, setFailure] = useState<CombinedError | null>(null);
  const [isTried, setTried] = useState(false);
  const store = useProfileStore();
  const checked = checkProfile(draft, limits);
  const preview = useSettingsPreview(checked.settings, USUAL_TRIAL);
  const changed = isChanged(before, draft);
  const theirs = latest && base && latest.revision > base.revision && !store.isBusy ? latest : null;

  const goOnFrom = (profile: ProfileData, next = profileDraft(contentOf(profile))) => {
    setBase(baseOf(profile));
    form.goOnFrom(next);
  };
  useAdoption(changed ? null : theirs, goOnFrom);
  const save = async (over: ProfileBase | null): Promise<boolean> => {
    setTried(true);
    setFailure(null);
    if (!checked.content) return false;
    const { profile, error } = await store.save(over, checked.content);
    if (profile) goOnFrom(profile);
    if (error && isOutrun(error)) refresh();
    const found = error && !isOutrun(error) ? refusedProblems(error, draft, limits) : {};
    const isField = Object.keys(found).length > 0;
    form.setRefused(found);
    if (error && !isOutrun(error) && !isField) setFailure(error);
    return !isField;
  };
  const problems = { ...refused, ...previewProblems(preview, draft, limits), ...shown(checked.problems, isTried) };
  return {
    base,
    draft,
    change: form.change,
    problems,
    settings: checked.settings,
    control: {
      draft: draft.settings,
      change: form.changeSettings,
      problems,
      origin: { settings: defaultSettings(draft.settings.timingModel), describe: texts.settings.default },
      callTypes: facts.callTypes,
      expected: preview.data?.estimate ?? null,
    },
    preview,
    isChanged: changed && !store.isBusy,
    isSaving: store.isBusy,
    isGone,
    failure,
    conflict: theirs && changed ? { before, theirs: contentOf(theirs), mine: draft } : null,
    takeTheirs: () => theirs && goOnFrom(theirs),
    putMineOver: () => theirs && goOnFrom(theirs, mergedDraft(before, draft, contentOf(theirs))),
    save: () => save(base),
    saveAsNew: () => save(null),
  };
}

function baseOf(profile: ProfileData): ProfileBase {
  return { id: profile.id, revision: profile.revision, content: contentOf(profile) };
}

/** Whether others were quicker: the profile is at another revision, or not there any more. */
function isOutrun(error: CombinedError): boolean {
  const revision = error.graphQLErrors[0]?.extensions['currentRevision'];
  return codeOf(error) === 'NOT_FOUND' || revision !== undefined;
}

/** A name that is yet to be given is no problem before one tries to save. */
function shown({ name, ...others }: Problems, isTried: boolean): Problems {
  return isTried && name !== undefined ? { ...others, name } : others;
}

function previewProblems({ error }: SettingsPreviewState, draft: ProfileDraft, limits: SettingsLimits): Problems {
  return error ? refusedProblems(error, draft, limits) : {};
}

/** Shows what others saved at once where nothing is written that could be lost, and says so. */
function useAdoption(theirs: ProfileData | null, goOnFrom: (profile: ProfileData) => void): void {
  const adopt = useEffectEvent(goOnFrom);
  useEffect(() => {
    if (!theirs) return;
    adopt(theirs);
    notifications.show({ id: theirs.id, message: texts.profiles.conflict.adopted });
  }, [theirs]);
}

import { useState } from 'react';
import type { SettingsDraft } from '../../settings/settings-draft.js';
import { type Problems, withoutChanged } from '../../settings/settings-problems.js';
import { type ProfileContent, type ProfileDraft, profileDraft } from './profile-draft.js';

/** What is written in the form, and what the service last refused of it. */
export interface DraftState {
  readonly draft: ProfileDraft;
  readonly refused: Problems;
  readonly setRefused: (problems: Problems) => void;
  readonly change: (patch: Partial<ProfileDraft>) => void;
  readonly changeSettings: (patch: Partial<SettingsDraft>) => void;
  readonly goOnFrom: (draft: ProfileDraft) => void;
}

export function useProfileDraft(initial: ProfileContent): DraftState {
  const [draft, setDraft] = useState(() => profileDraft(initial));
  const [refused, setRefused] = useState<Problems>({});
  return {
    draft,
    refused,
    setRefused,
    change: (patch) => {
      setDraft((last) => ({ ...last, ...patch }));
      setRefused((last) => withoutChanged(last, patch));
    },
    changeSettings: (patch) => {
      setDraft((last) => ({ ...last, settings: { ...last.settings, ...patch } }));
      setRefused((last) => withoutChanged(last, patch));
    },
    goOnFrom: (next) => {
      setDraft(next);
      setRefused({});
    },
  };
}

import type { GenerationSettings } from '../../domain/settings.js';
import type { ResultOf } from '../graphql/graphql.js';
import { texts } from '../texts/texts.js';
import { settingText } from './setting-text.js';
import { sameValue, type SettingsDraft, settingsOf } from './settings-draft.js';
import type { SettingsFacts } from './settings-facts.query.js';
import type { Expectation } from './settings-preview.query.js';
import type { Problems } from './settings-problems.js';

/** What the fields of settings work on. */
export interface SettingsControl {
  readonly draft: SettingsDraft;
  readonly change: (patch: Partial<SettingsDraft>) => void;
  readonly problems: Problems;
  /** What a field can be set back to: the defaults, or a profile's settings. */
  readonly origin: SettingsOrigin;
  readonly callTypes: ResultOf<typeof SettingsFacts>['callTypes'];
  /** What the settings, as they were when they last were right, are expected to make. */
  readonly expected: Expectation | null;
}

export interface SettingsOrigin {
  readonly settings: GenerationSettings;
  readonly describe: (value: string) => string;
}

type Setting = keyof typeof texts.settings.fields;

/** Label, explanation and problem of a setting's field, and how to set it back where it differs from its origin. */
export function settingProps(setting: Setting, { draft, problems, origin }: SettingsControl) {
  const { label, explanation } = texts.settings.fields[setting];
  const value = settingText(setting, origin.settings);
  const isChanged = !sameValue(settingsOf(draft)[setting], origin.settings[setting]);
  return {
    field: {
      label,
      description: `${explanation} ${origin.describe(value)}`,
      error: problems[setting],
    },
    reset: isChanged ? texts.settings.useDefault(label, value) : null,
  };
}

import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
import type { GenerationSettings } from '../../../domain/settings.js';
import { issuesOf } from '../../graphql/errors.js';
import { useIdempotencyKey } from '../../graphql/use-idempotency-key.js';
import type { SettingsControl } from '../../settings/settings-control.js';
import { changedSettings, draftOf, type SettingsDraft } from '../../settings/settings-draft.js';
import { settingsInput } from '../../settings/settings-input.js';
import { checkDraft, problemsOf, type Problems, withoutChanged } from '../../settings/settings-problems.js';
import { type SettingsPreviewState, type Trial, useSettingsPreview } from '../../settings/use-settings-preview.js';
import { texts } from '../../texts/texts.js';
import type { GenerateFormProps } from './generate-form.js';
import { GenerateDataset } from './generate.query.js';

/** A run that is being put together. */
export interface RunWork {
  readonly control: SettingsControl;
  /** null: not right yet. */
  readonly settings: GenerationSettings | null;
  readonly trial: Trial;
  readonly preview: SettingsPreviewState;
  /** Whether a setting has a problem that is not among those always in sight. */
  readonly isElsewhereWrong: boolean;
  readonly isStarting: boolean;
  /** Why it was not started, where that is no problem of a field. */
  readonly failure: CombinedError | null;
  /** Answers whether all fields are right. */
  readonly start: () => Promise<boolean>;
}

const IN_SIGHT = new Set(['recordCount', 'startDate', 'endDate', 'name', 'seed', 'formats']);

export function useRun({ profileId, origin, facts, words, onStarted }: GenerateFormProps): RunWork {
  const [draft, setDraft] = useState(() => draftOf(origin.settings));
  const [refused, setRefused] = useState<Problems>({});
  const [failure, setFailure] = useState<CombinedError | null>(null);
  const [{ fetching }, generate] = useMutation(GenerateDataset);
  const key = useIdempotencyKey();
  const limits = facts.serverInfo;
  const { settings, problems: found } = checkDraft(draft, limits);
  const trial = { seed: words.seed || 'preview', formats: words.formats };
  const preview = useSettingsPreview(settings, trial);
  const doubted = preview.error ? problemsOf(issuesOf(preview.error), draft, limits) : {};
  const problems = { ...refused, ...doubted, ...found };

  const start = async (): Promise<boolean> => {
    setFailure(null);
    setRefused({});
    if (!settings) return false;
    const input = {
      ...(profileId !== null && { profileId }),
      ...(words.name.trim() !== '' && { name: words.name }),
      ...(words.seed !== '' && { seed: words.seed }),
      formats: [...words.formats],
      settings: settingsInput(changedSettings(origin.settings, settings)),
    };
    const { data, error } = await generate({ input: { ...input, idempotencyKey: key.of(input) } });
    if (data) {
      key.renew();
      onStarted(data.generateDataset.dataset.id);
      notifications.show({ message: texts.generate.started(data.generateDataset.dataset.name) });
    }
    const faults = error ? problemsOf(issuesOf(error), draft, limits) : {};
    setRefused(faults);
    if (error && Object.keys(faults).length === 0) setFailure(error);
    return Object.keys(faults).length === 0;
  };
  return {
    control: {
      draft,
      change: (patch: Partial<SettingsDraft>) => {
        setDraft((last) => ({ ...last, ...patch }));
        setRefused((last) => withoutChanged(last, patch));
      },
      problems,
      origin,
      callTypes: facts.callTypes,
      expected: preview.data?.estimate ?? null,
    },
    settings,
    trial,
    preview,
    isElsewhereWrong: Object.keys(problems).some((field) => !IN_SIGHT.has(field.split('.')[0] ?? '')),
    isStarting: fetching,
    failure,
    start,
  };
}

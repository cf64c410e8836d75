import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { CombinedError } from 'urql';
import { pipe, subscribe } from 'wonka';
import type { FileFormat } from '../../domain/dataset.js';
import type { GenerationSettings } from '../../domain/settings.js';
import type { ResultOf, VariablesOf } from '../graphql/graphql.js';
import { useService } from '../graphql/service-context.js';
import { settingsInput } from './settings-input.js';
import { SettingsPreview } from './settings-preview.query.js';

/** Milliseconds without a change after which the preview is made anew. */
const PAUSE = 300;

/** What is tried beside the settings. */
export interface Trial {
  readonly seed: string;
  readonly formats: readonly FileFormat[];
}

export const USUAL_TRIAL: Trial = { seed: 'preview', formats: ['CSV'] };

export interface SettingsPreviewState {
  /** The last that was made; it may belong to settings before these. */
  readonly data: ResultOf<typeof SettingsPreview> | null;
  /** Why there is none of these settings. */
  readonly error: CombinedError | null;
  readonly busy: boolean;
}

/** What the settings would make, a moment after they last changed; null settings are not right yet. */
export function useSettingsPreview(settings: GenerationSettings | null, trial: Trial): SettingsPreviewState {
  const { uncached } = useService();
  const [state, setState] = useState<SettingsPreviewState & { readonly of: string }>({
    data: null,
    error: null,
    busy: false,
    of: '',
  });
  const wanted = settings && JSON.stringify(previewVariables(settings, trial));
  const [asked] = useDebouncedValue(wanted, PAUSE);
  useEffect(() => {
    if (asked === null) return;
    const subscription = pipe(
      uncached.query(SettingsPreview, JSON.parse(asked)),
      subscribe(({ data, error }) =>
        setState((last) => ({ data: data ?? last.data, error: error ?? null, busy: false, of: asked })),
      ),
    );
    return () => subscription.unsubscribe();
  }, [asked, uncached]);
  const { of, ...answer } = state;
  return { ...answer, error: of === wanted ? answer.error : null, busy: wanted !== null && of !== wanted };
}

export function previewVariables(
  settings: GenerationSettings,
  { seed, formats }: Trial,
): VariablesOf<typeof SettingsPreview> {
  return { settings: settingsInput(settings), seed, formats: [...formats] };
}

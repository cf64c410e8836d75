import { Checkbox, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { FILE_FORMATS, type FileFormat } from '../../../domain/dataset.js';
import { usePermissions } from '../../components/permissions.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { CentreFields, VolumeFields } from '../../settings/settings-fields.js';
import type { SettingsOrigin } from '../../settings/settings-control.js';
import type { SettingsFacts } from '../../settings/settings-facts.query.js';
import { SettingsPreview } from '../../settings/settings-preview.js';
import type { Problems } from '../../settings/settings-problems.js';
import { SubmitBar } from '../../settings/submit-bar.js';
import { texts } from '../../texts/texts.js';
import { useRun } from './use-run.js';

/** What is decided of a run beside its settings. */
export interface RunWords {
  readonly name: string;
  readonly seed: string;
  readonly formats: readonly FileFormat[];
}

export interface GenerateFormProps {
  /** null: from scratch. */
  readonly profileId: string | null;
  /** What the settings begin with. */
  readonly origin: SettingsOrigin;
  readonly facts: ResultOf<typeof SettingsFacts>;
  readonly words: RunWords;
  readonly setWords: (words: RunWords) => void;
  readonly onStarted: (datasetId: string) => void;
}

export function GenerateForm(props: GenerateFormProps) {
  const run = useRun(props);
  const { mayMake } = usePermissions();
  const [isOpen, setOpen] = useState(false);
  if (run.isElsewhereWrong && !isOpen) setOpen(true); // and it stays so when all is right: one is at work there
  const form = useRef<HTMLFormElement>(null);
  const start = async () => {
    if (!(await run.start())) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };
  const { allSettings, start: startIt, refused } = texts.generate;
  return (
    <div className="settings-with-preview">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <Stack>
          <VolumeFields control={run.control} />
          <WordFields {...props} problems={run.control.problems} />
          <details className="all-settings" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
            <summary>{allSettings}</summary>
            <Stack mt="md">
              <CentreFields control={run.control} />
            </Stack>
          </details>
        </Stack>
        {mayMake && (
          <SubmitBar
            label={startIt}
            isBusy={run.isStarting}
            problems={run.control.problems}
            failure={run.failure}
            refused={refused}
          />
        )}
      </form>
      <SettingsPreview state={run.preview} settings={run.settings} trial={run.trial} />
    </div>
  );
}

function WordFields({ words, setWords, problems }: GenerateFormProps & { readonly problems: Problems }) {
  const { groups, name, seed, formats } = texts.generate;
  return (
    <Fieldset legend={groups.run}>
      <Stack>
        <TextInput
          label={name.label}
          description={name.explanation}
          error={problems['name']}
          maxLength={100}
          value={words.name}
          onChange={({ currentTarget }) => setWords({ ...words, name: currentTarget.value })}
        />
        <TextInput
          label={seed.label}
          description={seed.explanation}
          error={problems['seed']}
          maxLength={100}
          value={words.seed}
          onChange={({ currentTarget }) => setWords({ ...words, seed: currentTarget.value })}
        />
        <Checkbox.Group
          label={formats.label}
          description={formats.explanation}
          error={Object.entries(problems).find(([field]) => field.startsWith('formats'))?.[1]}
          value={[...words.formats]}
          onChange={(chosen) => setWords({ ...words, formats: FILE_FORMATS.filter((each) => chosen.includes(each)) })}
        >
          <Group mt="xs">
            {FILE_FORMATS.map((format) => (
              <Checkbox key={format} value={format} label={formats.names[format]} />
            ))}
          </Group>
        </Checkbox.Group>
      </Stack>
    </Fieldset>
  );
}

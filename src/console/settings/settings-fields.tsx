import { Fieldset, NativeSelect, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { TIMING_MODELS } from '../../domain/settings.js';
import { EARLIEST_DATE, LATEST_DATE } from '../../domain/settings-rules.js';
import { LOCALES } from '../../domain/vocabulary/locales.js';
import { SHIFT_PATTERNS } from '../../domain/vocabulary/shift-patterns.js';
import { texts } from '../texts/texts.js';
import { AgenciesField } from './agencies-field.js';
import { CallTypesField } from './call-types-field.js';
import { type SettingsControl, settingProps } from './settings-control.js';
import { withTimingModel } from './settings-draft.js';
import { WeightsField } from './weights-field.js';
import { withReset } from './with-reset.js';
import './settings.css';

interface FieldsProps {
  readonly control: SettingsControl;
}

/** How many records, and of which days. */
export function VolumeFields({ control }: FieldsProps) {
  return (
    <Fieldset legend={texts.settings.groups.volume}>
      <Stack>
        <NumberField setting="recordCount" control={control} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing={{ base: 'md', xs: 0 }} className="paired-fields">
          <DateField setting="startDate" control={control} />
          <DateField setting="endDate" control={control} />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

/** Everything that makes a call centre what it is, beside the volume. */
export function CentreFields({ control }: FieldsProps) {
  const { groups } = texts.settings;
  return (
    <>
      <Fieldset legend={groups.agencies}>
        <Stack>
          <AgenciesField control={control} />
          <CallTypesField control={control} />
        </Stack>
      </Fieldset>
      <Fieldset legend={groups.centre}>
        <Stack>
          <ChoiceField setting="locale" control={control} options={LOCALE_OPTIONS} />
          <ChoiceField setting="shiftPattern" control={control} options={SHIFT_OPTIONS} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing={{ base: 'md', xs: 0 }} className="paired-fields">
            <NumberField setting="namesPerShift" control={control} />
            <NumberField setting="addressPoolSize" control={control} />
          </SimpleGrid>
        </Stack>
      </Fieldset>
      <Fieldset legend={groups.rhythm}>
        <Stack>
          <TimingModelField control={control} />
          <WeightsField setting="hourlyWeights" control={control} expected={control.expected?.hourlyRecords} />
          <WeightsField setting="weekdayWeights" control={control} expected={control.expected?.weekdayRecords} />
          <WeightsField setting="monthlyWeights" control={control} expected={control.expected?.monthlyRecords} />
        </Stack>
      </Fieldset>
    </>
  );
}

const LOCALE_OPTIONS = LOCALES.map(({ code, name }) => ({ value: code, label: name }));
const SHIFT_OPTIONS = SHIFT_PATTERNS.map((pattern) => ({
  value: pattern,
  label: texts.settings.shiftPatterns[pattern],
}));

interface NumberFieldProps extends FieldsProps {
  readonly setting: 'recordCount' | 'namesPerShift' | 'addressPoolSize';
}

function NumberField({ setting, control }: NumberFieldProps) {
  const { field, reset } = settingProps(setting, control);
  return (
    <NumberInput
      {...field}
      value={control.draft[setting]}
      onChange={(value) => control.change({ [setting]: value })}
      thousandSeparator=","
      allowDecimal={false}
      allowNegative={false}
      hideControls
      inputMode="numeric"
      inputContainer={withReset(reset, () => control.change({ [setting]: control.origin.settings[setting] }))}
    />
  );
}

interface DateFieldProps extends FieldsProps {
  readonly setting: 'startDate' | 'endDate';
}

function DateField({ setting, control }: DateFieldProps) {
  const { field, reset } = settingProps(setting, control);
  return (
    <TextInput
      {...field}
      type="date"
      min={EARLIEST_DATE}
      max={LATEST_DATE}
      value={control.draft[setting]}
      onChange={({ currentTarget }) => control.change({ [setting]: currentTarget.value })}
      inputContainer={withReset(reset, () => control.change({ [setting]: control.origin.settings[setting] }))}
    />
  );
}

interface ChoiceFieldProps extends FieldsProps {
  readonly setting: 'locale' | 'shiftPattern';
  readonly options: { readonly value: string; readonly label: string }[];
}

function ChoiceField({ setting, control, options }: ChoiceFieldProps) {
  const { field, reset } = settingProps(setting, control);
  return (
    <NativeSelect
      {...field}
      data={options}
      value={control.draft[setting]}
      onChange={({ currentTarget }) => control.change({ [setting]: currentTarget.value })}
      inputContainer={withReset(reset, () => control.change({ [setting]: control.origin.settings[setting] }))}
    />
  );
}

function TimingModelField({ control }: FieldsProps) {
  const { field, reset } = settingProps('timingModel', control);
  const set = (value: string) => {
    const chosen = TIMING_MODELS.find((model) => model === value);
    if (chosen) control.change(withTimingModel(control.draft, chosen));
  };
  return (
    <NativeSelect
      {...field}
      data={TIMING_MODELS.toReversed().map((model) => {
        const { name, explanation } = texts.settings.timingModels[model];
        return { value: model, label: `${name}: ${explanation}` };
      })}
      value={control.draft.timingModel}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      inputContainer={withReset(reset, () => set(control.origin.settings.timingModel))}
    />
  );
}

import { NumberInput, SimpleGrid } from '@mantine/core';
import { texts } from '../texts/texts.js';
import { OwnOrModel } from './own-or-model.js';
import { type SettingsControl, settingProps } from './settings-control.js';

type WeightsSetting = 'hourlyWeights' | 'weekdayWeights' | 'monthlyWeights';

const { hour, weekdays, months } = texts.settings;

/** What each of the weights belongs to. */
const NAMES: Readonly<Record<WeightsSetting, readonly string[]>> = {
  hourlyWeights: Array.from({ length: 24 }, (_, i) => hour(i)),
  weekdayWeights: weekdays,
  monthlyWeights: months,
};

interface WeightsFieldProps {
  readonly setting: WeightsSetting;
  readonly control: SettingsControl;
  /** Records that are expected of each, to begin with. */
  readonly expected: readonly number[] | undefined;
}

/** How busy hours, weekdays or months are beside each other. */
export function WeightsField({ setting, control, expected }: WeightsFieldProps) {
  const { draft, change, problems } = control;
  const { field } = settingProps(setting, control);
  const { ownWeights } = texts.settings;
  const weights = draft[setting];
  return (
    <OwnOrModel
      {...field}
      description={`${field.description} ${ownWeights.explanation}`}
      model={ownWeights.model}
      own={ownWeights.own}
      isOwn={weights !== null}
      choose={(own) => change({ [setting]: own ? weightsFrom(expected, NAMES[setting].length) : null })}
    >
      <SimpleGrid cols={{ base: 3, xs: setting === 'weekdayWeights' ? 4 : 6 }} spacing="xs">
        {NAMES[setting].map((name, i) => (
          <NumberInput
            key={name}
            size="xs"
            label={name}
            aria-label={ownWeights.value(field.label, name)}
            value={weights?.[i] ?? ''}
            onChange={(value) => weights && change({ [setting]: weights.with(i, value) })}
            error={problems[`${setting}.${i}`]}
            allowNegative={false}
            hideControls
          />
        ))}
      </SimpleGrid>
    </OwnOrModel>
  );
}

/** The rhythm that is expected now, 1 being as busy as all are in the mean; or all alike, where nothing is expected. */
function weightsFrom(expected: readonly number[] | undefined, count: number): number[] {
  const sum = expected?.reduce((all, records) => all + records, 0) ?? 0;
  return Array.from({ length: count }, (_, i) =>
    sum === 0 ? 1 : Math.round(((expected?.[i] ?? 0) * count * 100) / sum) / 100,
  );
}

import { Accordion, Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core';
import type { Agency } from '../../domain/vocabulary/agencies.js';
import { texts } from '../texts/texts.js';
import { OwnOrModel } from './own-or-model.js';
import { type SettingsControl, settingProps } from './settings-control.js';
import { leftOutCallTypes, type NumberText, type SettingsDraft } from './settings-draft.js';
import type { Problems } from './settings-problems.js';

type CallType = SettingsControl['callTypes'][number];
type Chosen = NonNullable<SettingsDraft['callTypes']>;

/** Which call types there are, and how often each comes. */
export function CallTypesField({ control }: { readonly control: SettingsControl }) {
  const { draft, change, problems, callTypes } = control;
  const { field } = settingProps('callTypes', control);
  const { ownCallTypes } = texts.settings;
  const leftOut = leftOutCallTypes(draft);
  const weightOf = (type: CallType) => weightInModel(type, draft.timingModel);
  return (
    <OwnOrModel
      {...field}
      model={ownCallTypes.all}
      own={ownCallTypes.own}
      isOwn={draft.callTypes !== null}
      choose={(own) =>
        change({ callTypes: own ? Object.fromEntries(callTypes.map((type) => [type.name, weightOf(type)])) : null })
      }
    >
      <Text size="sm">{ownCallTypes.explanation}</Text>
      <Accordion variant="contained" multiple order={2}>
        {draft.agencies.map((agency) => (
          <AgencyCallTypes
            key={agency}
            agency={agency}
            types={callTypes.filter((type) => type.agency === agency)}
            chosen={draft.callTypes ?? {}}
            change={(chosen) => change({ callTypes: chosen })}
            weightOf={weightOf}
            problems={problems}
          />
        ))}
      </Accordion>
      {leftOut.length > 0 && <Text size="sm">{ownCallTypes.left(leftOut.join(', '))}</Text>}
    </OwnOrModel>
  );
}

/** The model's own weight in per cent of its agency's calls, as one would write it. */
function weightInModel(type: CallType, timingModel: SettingsDraft['timingModel']): number {
  const share = timingModel === 'CLASSIC' ? type.classic : type.realistic;
  return Math.max(0.01, Math.round(share * 10_000) / 100);
}

interface AgencyCallTypesProps {
  readonly agency: Agency;
  readonly types: readonly CallType[];
  readonly chosen: Chosen;
  readonly change: (chosen: Chosen) => void;
  readonly weightOf: (type: CallType) => number;
  readonly problems: Problems;
}

function AgencyCallTypes({ agency, types, chosen, change, weightOf, problems }: AgencyCallTypesProps) {
  const { ownCallTypes, agencies, problems: words } = texts.settings;
  const count = types.filter(({ name }) => name in chosen).length;
  const faults = types.filter(({ name }) => `callTypes.${name}` in problems).length;
  const without = Object.fromEntries(
    Object.entries(chosen).filter(([name]) => !types.some((type) => type.name === name)),
  );
  const all = Object.fromEntries(types.map((type) => [type.name, chosen[type.name] ?? weightOf(type)]));
  return (
    <Accordion.Item value={agency}>
      <Accordion.Control>
        <Group justify="space-between" gap="xs" pr="sm">
          <Text>{agencies[agency]}</Text>
          <Text size="sm">{ownCallTypes.chosen(count, types.length)}</Text>
          {faults > 0 && (
            <Text size="sm" c="var(--mantine-color-error)">
              {words.count(faults)}
            </Text>
          )}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="xs">
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => change({ ...without, ...all })}>
              {ownCallTypes.every}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => change(without)}>
              {ownCallTypes.none}
            </Button>
          </Group>
          {types.map((type) => (
            <CallTypeRow
              key={type.name}
              type={type}
              weight={chosen[type.name]}
              problem={problems[`callTypes.${type.name}`]}
              choose={(weight) => change(withWeight(chosen, type.name, weight))}
              usual={weightOf(type)}
            />
          ))}
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function withWeight(chosen: Chosen, name: string, weight: NumberText | null): Chosen {
  const { [name]: _, ...others } = chosen;
  return weight === null ? others : { ...chosen, [name]: weight };
}

interface CallTypeRowProps {
  readonly type: CallType;
  /** undefined: not chosen. */
  readonly weight: NumberText | undefined;
  readonly usual: number;
  readonly problem: string | undefined;
  readonly choose: (weight: NumberText | null) => void;
}

function CallTypeRow({ type: { name, priority }, weight, usual, problem, choose }: CallTypeRowProps) {
  const { ownCallTypes } = texts.settings;
  return (
    <Group gap="sm" wrap="nowrap" justify="space-between">
      <Checkbox
        label={name}
        description={ownCallTypes.priority(priority)}
        checked={weight !== undefined}
        onChange={({ currentTarget }) => choose(currentTarget.checked ? usual : null)}
      />
      {weight !== undefined && (
        <NumberInput
          aria-label={ownCallTypes.weight(name)}
          value={weight}
          onChange={choose}
          error={problem}
          w={110}
          size="xs"
          allowNegative={false}
          hideControls
        />
      )}
    </Group>
  );
}

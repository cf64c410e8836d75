import { Checkbox, Group, NumberInput, SimpleGrid, Stack } from '@mantine/core';
import { AGENCIES, type Agency } from '../../domain/vocabulary/agencies.js';
import { texts } from '../texts/texts.js';
import { OwnOrModel } from './own-or-model.js';
import { type SettingsControl, settingProps } from './settings-control.js';
import type { NumberText } from './settings-draft.js';
import type { Expectation } from './settings-preview.query.js';

export function AgenciesField({ control }: { readonly control: SettingsControl }) {
  const { draft, change, problems } = control;
  const { field } = settingProps('agencies', control);
  const { agencies: names, ownShares } = texts.settings;
  const weights = draft.agencyWeights;
  return (
    <Stack>
      <Checkbox.Group
        {...field}
        value={[...draft.agencies]}
        onChange={(chosen) => change({ agencies: AGENCIES.filter((agency) => chosen.includes(agency)) })}
      >
        <Group mt="xs">
          {AGENCIES.map((agency) => (
            <Checkbox key={agency} value={agency} label={names[agency]} />
          ))}
        </Group>
      </Checkbox.Group>
      <OwnOrModel
        label={ownShares.label}
        description={ownShares.explanation}
        error={undefined}
        model={ownShares.model}
        own={ownShares.own}
        isOwn={weights !== null}
        choose={(own) => change({ agencyWeights: own ? sharesFrom(control.expected) : null })}
      >
        <SimpleGrid
          cols={{ base: 2, xs: 4 }}
          spacing="sm"
          verticalSpacing={{ base: 'sm', xs: 0 }}
          className="paired-fields"
        >
          {draft.agencies.map((agency) => (
            <NumberInput
              key={agency}
              label={names[agency]}
              aria-label={ownShares.weight(names[agency])}
              value={weights?.[agency] ?? ''}
              onChange={(value) => weights && change({ agencyWeights: { ...weights, [agency]: value } })}
              error={problems[`agencies.${agency}`]}
              allowNegative={false}
              hideControls
            />
          ))}
        </SimpleGrid>
      </OwnOrModel>
    </Stack>
  );
}

/** The shares that agencies have now, in per cent, to begin with. */
function sharesFrom(expected: Expectation | null): Record<Agency, NumberText> {
  const shares: Record<Agency, NumberText> = { LAW: 1, EMS: 1, FIRE: 1, RESCUE: 1 };
  for (const { agency, records } of expected?.agencies ?? [])
    shares[agency] = Math.max(0.1, Math.round((records * 1000) / (expected?.recordCount ?? 1)) / 10);
  return shares;
}

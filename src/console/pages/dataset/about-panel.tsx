import { Anchor, List, Stack, Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatBytes, formatInstant, formatNumber, formatSeconds } from '../../format/format.js';
import { settingText } from '../../settings/setting-text.js';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';

const FACTS = [
  'startDate',
  'endDate',
  'agencies',
  'callTypes',
  'locale',
  'shiftPattern',
  'namesPerShift',
  'addressPoolSize',
  'timingModel',
  'hourlyWeights',
  'weekdayWeights',
  'monthlyWeights',
] as const;

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** What a dataset was made from, and how that went: with the same settings, seed and generator it can be made again. */
export function AboutPanel({ dataset }: { readonly dataset: ShownDataset }) {
  const { making, settings, adjustments } = texts.dataset.about;
  return (
    <Stack gap="xl">
      <Facts title={making} facts={makingFacts(dataset)} />
      {dataset.adjustments.length > 0 && (
        <section>
          <Title order={2} size="h4" mb="xs">
            {adjustments}
          </Title>
          <List>
            {dataset.adjustments.map((text) => (
              <List.Item key={text}>{text}</List.Item>
            ))}
          </List>
        </section>
      )}
      <Facts title={settings} facts={settingsFacts(dataset.settings)} />
    </Stack>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      <Table maw={760} layout="fixed" aria-label={title}>
        <Table.Tbody>
          {facts.map(({ name, value }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="38%">
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function makingFacts(dataset: ShownDataset): Fact[] {
  const { names, nobody, rate } = texts.dataset.about;
  const { startedAt, finishedAt, recordsPerSecond, recordCount, seed, generatorVersion, files } = dataset;
  const isMade = dataset.status === 'COMPLETED';
  const bytes = files.reduce((sum, { byteSize }) => sum + (byteSize ?? 0), 0);
  const speed = recordsPerSecond === null ? '' : rate(formatNumber(Math.round(recordsPerSecond)));
  return [
    { name: isMade ? names.records : names.wanted, value: formatNumber(recordCount) },
    { name: names.profile, value: <ProfileLink dataset={dataset} /> },
    { name: names.seed, value: seed },
    { name: names.generator, value: generatorVersion },
    { name: names.asked, value: formatInstant(dataset.createdAt) },
    { name: names.by, value: dataset.createdBy ?? nobody },
    ...(startedAt && finishedAt
      ? [{ name: isMade ? names.took : names.stopped, value: `${durationOf(startedAt, finishedAt)}${speed}` }]
      : []),
    ...(bytes > 0 ? [{ name: names.files, value: formatBytes(bytes) }] : []),
  ];
}

function durationOf(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1_000;
  return seconds < 10 ? texts.dataset.about.seconds(seconds.toFixed(1)) : formatSeconds(seconds);
}

function ProfileLink({ dataset: { profile, profileRevision } }: { readonly dataset: ShownDataset }) {
  const { noProfile, goneProfile, revision, changed } = texts.dataset.about;
  if (!profile) return profileRevision === null ? noProfile : goneProfile(profileRevision);
  return (
    <>
      <Anchor component={Link} to={`/profiles/${profile.id}`} underline="always" inherit>
        {profile.name}
      </Anchor>
      {profileRevision !== null && revision(profileRevision)}
      {profileRevision !== profile.revision && changed}
    </>
  );
}

/** As the form to generate calls them; what is chosen of call types by name, since one cannot look it up here. */
function settingsFacts(settings: ShownDataset['settings']): Fact[] {
  const { fields } = texts.settings;
  const callTypes = settings.callTypes?.map(({ name }) => name).join(', ');
  return FACTS.map((setting) => ({
    name: fields[setting].label,
    value: setting === 'callTypes' && callTypes ? callTypes : settingText(setting, settings),
  }));
}

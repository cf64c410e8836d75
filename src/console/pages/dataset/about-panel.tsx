import { Anchor, List, Stack, Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatBytes, formatInstant, formatLocalDate, formatNumber, formatSeconds } from '../../format/format.js';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';

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
  const { names, nobody, notYet, rate } = texts.dataset.about;
  const { startedAt, finishedAt, recordsPerSecond, recordCount, seed, generatorVersion, files } = dataset;
  const bytes = files.reduce((sum, { byteSize }) => sum + (byteSize ?? 0), 0);
  const speed = recordsPerSecond === null ? '' : rate(formatNumber(Math.round(recordsPerSecond)));
  return [
    { name: names.records, value: formatNumber(recordCount) },
    { name: names.profile, value: <ProfileLink dataset={dataset} /> },
    { name: names.seed, value: seed },
    { name: names.generator, value: generatorVersion },
    { name: names.asked, value: formatInstant(dataset.createdAt) },
    { name: names.by, value: dataset.createdBy ?? nobody },
    { name: names.took, value: startedAt && finishedAt ? `${durationOf(startedAt, finishedAt)}${speed}` : notYet },
    { name: names.files, value: formatBytes(bytes) },
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

function settingsFacts(settings: ShownDataset['settings']): Fact[] {
  const { names, own, callTypes, timingModels, shiftPatterns } = texts.dataset.about;
  const weights = (values: readonly number[] | null) => values?.map((value) => formatNumber(value)).join(' · ') ?? own;
  return [
    { name: names.dates, value: `${formatLocalDate(settings.startDate)} – ${formatLocalDate(settings.endDate)}` },
    { name: names.timingModel, value: timingModels[settings.timingModel] },
    { name: names.agencies, value: settings.agencies.map(shareOf).join(', ') },
    { name: names.callTypes, value: callTypes(settings.callTypes?.map(({ name }) => name).join(', ') ?? null) },
    { name: names.shiftPattern, value: shiftPatterns[settings.shiftPattern] },
    { name: names.namesPerShift, value: formatNumber(settings.namesPerShift) },
    { name: names.addresses, value: formatNumber(settings.addressPoolSize) },
    { name: names.locale, value: settings.locale },
    { name: names.hourly, value: weights(settings.hourlyWeights) },
    { name: names.weekday, value: weights(settings.weekdayWeights) },
    { name: names.monthly, value: weights(settings.monthlyWeights) },
  ];
}

function shareOf({ agency, weight }: ShownDataset['settings']['agencies'][number]): string {
  return weight === null ? agency : `${agency} ${formatNumber(weight)}`;
}

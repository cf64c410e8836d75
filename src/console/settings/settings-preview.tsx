import { Loader, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { Failure } from '../components/answer.js';
import { ScrollTable } from '../components/scroll-table.js';
import { ShowQuery } from '../components/show-query.js';
import { formatBytes, formatLocalDateTime, formatNumber, formatSeconds } from '../format/format.js';
import type { ResultOf } from '../graphql/graphql.js';
import type { GenerationSettings } from '../../domain/settings.js';
import { texts } from '../texts/texts.js';
import { HourBars } from './hour-bars.js';
import { type Expectation, SettingsPreview as PreviewQuery } from './settings-preview.query.js';
import { previewVariables, type SettingsPreviewState, type Trial } from './use-settings-preview.js';

type PreviewRecord = ResultOf<typeof PreviewQuery>['preview'][number];

interface SettingsPreviewProps {
  readonly state: SettingsPreviewState;
  /** null: not right yet. */
  readonly settings: GenerationSettings | null;
  readonly trial: Trial;
}

/** What the settings would make: how many calls when, and the first ten. */
export function SettingsPreview({ state: { data, error, busy }, settings, trial }: SettingsPreviewProps) {
  const { title, busy: working, waiting } = texts.settings.preview;
  return (
    <Paper component="aside" withBorder p="md" aria-label={title}>
      <Stack gap="sm">
        <div>
          <Group justify="space-between" mih={30}>
            <Title order={2} size="h4">
              {title}
            </Title>
            {settings && <ShowQuery query={PreviewQuery} variables={previewVariables(settings, trial)} />}
          </Group>
          <Text component="output" size="xs" mih="1.5em" className="preview-state">
            {settings === null ? waiting : busy ? working : ''}
          </Text>
        </div>
        {error && !busy && <Failure error={error} />}
        {!data && busy && <Loader aria-hidden />}
        {data && (
          <>
            <Expected expected={data.estimate} formats={trial.formats} />
            <FirstRecords records={data.preview} />
          </>
        )}
      </Stack>
    </Paper>
  );
}

interface ExpectedProps {
  readonly expected: Expectation;
  readonly formats: Trial['formats'];
}

function Expected({ expected, formats }: ExpectedProps) {
  const { hours, agencies, bytes } = texts.settings.preview;
  const formatNames = texts.generate.formats.names;
  return (
    <>
      {expected.adjustments.map((adjustment) => (
        <Text key={adjustment} size="sm" fw={600}>
          {adjustment}
        </Text>
      ))}
      <HourBars title={hours} records={expected.hourlyRecords} />
      <Text size="sm">
        {agencies}:{' '}
        {expected.agencies
          .map(({ agency, records }) => `${texts.settings.agencies[agency]} ${formatNumber(Math.round(records))}`)
          .join(' · ')}
      </Text>
      <Text size="sm">
        {bytes(formatBytes(expected.byteSize), formats.map((format) => formatNames[format]).join(', '))}
      </Text>
    </>
  );
}

const TIMES = Object.values(texts.settings.preview.times).map((label) => ({ label, isNumber: true }) as const);

/** As they would stand in the table and the files. */
function FirstRecords({ records }: { readonly records: readonly PreviewRecord[] }) {
  const { records: title, columns } = texts.settings.preview;
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {title}
      </Title>
      <ScrollTable label={title} minWidth={900} columns={[...Object.values(columns), ...TIMES]}>
        {records.map((record) => (
          <Table.Tr key={record.id}>
            <Table.Td>{formatLocalDateTime(record.eventTime)}</Table.Td>
            <Table.Td>{record.agency}</Table.Td>
            <Table.Td>{record.problem}</Table.Td>
            <Table.Td>{record.priorityNumber}</Table.Td>
            <Table.Td>{record.address}</Table.Td>
            <Table.Td>{record.callTaker}</Table.Td>
            <Table.Td ta="right">{formatSeconds(record.processTime)}</Table.Td>
            <Table.Td ta="right">{formatSeconds(record.totalTime)}</Table.Td>
          </Table.Tr>
        ))}
      </ScrollTable>
    </Stack>
  );
}

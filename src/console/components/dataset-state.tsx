import { Badge, Group, Progress, Stack, Text } from '@mantine/core';
import { formatNumber, formatSeconds, formatShare } from '../format/format.js';
import { graphql, type FragmentOf } from '../graphql/graphql.js';
import { texts } from '../texts/texts.js';

/** What tells how far a dataset is. */
export const DatasetStateFields = graphql(`
  fragment DatasetStateFields on Dataset {
    name
    status
    progress
    recordCount
    recordsWritten
    recordsPerSecond
    failure {
      code
      message
    }
  }
`);

type DatasetInState = FragmentOf<typeof DatasetStateFields>;

const COLOURS = {
  QUEUED: 'gray.6',
  RUNNING: 'blue',
  COMPLETED: 'green',
  FAILED: 'red',
  CANCELLED: 'gray.6',
} as const;

/** The state of a dataset in words; while it is being made, also how far it is, how fast, and how long it will take. */
export function DatasetState({ dataset }: { readonly dataset: DatasetInState }) {
  const { status, failure } = dataset;
  const lost = status === 'COMPLETED' && failure !== null;
  return (
    <Stack gap={4} align="flex-start">
      <Badge variant="dot" color={lost ? 'red' : COLOURS[status]} tt="none" size="lg" miw="max-content">
        {lost ? texts.datasets.lost : texts.datasets.status[status]}
      </Badge>
      {status === 'RUNNING' && <DatasetProgress dataset={dataset} />}
    </Stack>
  );
}

/** How far a dataset that is being made is. */
export function DatasetProgress({ dataset }: { readonly dataset: DatasetInState }) {
  const { name, progress } = dataset;
  return (
    <Group gap="xs">
      <Progress.Root w={140}>
        <Progress.Section
          value={progress * 100}
          aria-label={name}
          aria-valuetext={texts.datasets.progress(formatShare(progress))}
        />
      </Progress.Root>
      <Text size="xs" component="span">
        {paceOf(dataset)}
      </Text>
    </Group>
  );
}

function paceOf({ progress, recordCount, recordsWritten, recordsPerSecond }: DatasetInState): string {
  if (recordsPerSecond === null || recordsPerSecond === 0) return texts.datasets.progress(formatShare(progress));
  const left = (recordCount - recordsWritten) / recordsPerSecond;
  return texts.datasets.pace(formatShare(progress), formatNumber(Math.round(recordsPerSecond)), formatSeconds(left));
}

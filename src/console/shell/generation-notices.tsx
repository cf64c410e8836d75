import { Anchor, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from 'react-router';
import { useSubscription } from 'urql';
import { formatNumber } from '../format/format.js';
import { graphql, type ResultOf } from '../graphql/graphql.js';
import { texts } from '../texts/texts.js';

/** Every change of every dataset: what it selects is kept up to date wherever it is shown. */
const DatasetsChanged = graphql(`
  subscription DatasetsChanged {
    datasetsChanged {
      kind
      datasetId
      dataset {
        id
        name
        status
        progress
        recordCount
        recordsWritten
        recordsPerSecond
        startedAt
        finishedAt
        failure {
          code
          message
        }
        files {
          id
          name
          format
          status
          byteSize
          url
        }
      }
    }
  }
`);

type Change = ResultOf<typeof DatasetsChanged>['datasetsChanged'];
type ChangedDataset = NonNullable<Change['dataset']>;

/** Follows all generations, and tells of each that ends, on whatever page one is. */
export function GenerationNotices() {
  const navigate = useNavigate();
  useSubscription({ query: DatasetsChanged }, (_previous, { datasetsChanged }) => {
    const { kind, dataset } = datasetsChanged;
    if (kind === 'FINISHED' && dataset) tellOf(dataset, () => void navigate(`/datasets/${dataset.id}`));
    return { datasetsChanged };
  });
  return null;
}

function tellOf(dataset: ChangedDataset, open: () => void): void {
  notifications.show({
    id: dataset.id,
    color: dataset.status === 'COMPLETED' ? 'green' : dataset.status === 'FAILED' ? 'red' : 'gray',
    autoClose: dataset.status === 'FAILED' ? false : 8_000,
    message: (
      <>
        <Text size="sm">{outcome(dataset)}</Text>
        <Anchor component="button" size="sm" underline="always" onClick={open}>
          {texts.shell.notices.open}
        </Anchor>
      </>
    ),
  });
}

function outcome({ name, status, recordCount, failure }: ChangedDataset): string {
  const { finished, failed, cancelled } = texts.shell.notices;
  if (status === 'COMPLETED') return finished(name, formatNumber(recordCount));
  return status === 'FAILED' ? failed(name, failure?.message ?? '') : cancelled(name);
}

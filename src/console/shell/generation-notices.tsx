import { Anchor, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useQuery, useSubscription } from 'urql';
import { ExportedFile } from '../components/exported-file.js';
import { formatNumber } from '../format/format.js';
import { graphql, type FragmentOf, type ResultOf } from '../graphql/graphql.js';
import { useService } from '../graphql/service-context.js';
import { texts } from '../texts/texts.js';

const OutcomeFields = graphql(`
  fragment OutcomeFields on Dataset {
    id
    name
    status
    recordCount
    failure {
      code
      message
    }
  }
`);

/** Every change of every dataset: what it selects is kept up to date wherever it is shown. */
const DatasetsChanged = graphql(
  `
    subscription DatasetsChanged {
      datasetsChanged {
        kind
        datasetId
        dataset {
          ...OutcomeFields
          progress
          recordsWritten
          recordsPerSecond
          startedAt
          finishedAt
          createdBy
          files {
            ...ExportedFile
          }
        }
      }
    }
  `,
  [OutcomeFields, ExportedFile],
);

/** Who looks, and what is waited for as the window is opened. */
const Waiting = graphql(`
  query Waiting {
    viewer {
      name
    }
    datasets(first: 50, filter: { status: { in: [QUEUED, RUNNING] } }) {
      nodes {
        id
        createdBy
      }
    }
  }
`);

const Outcomes = graphql(
  `
    query Outcomes($ids: [ID!]!) {
      nodes(ids: $ids) {
        __typename
        ...OutcomeFields
      }
    }
  `,
  [OutcomeFields],
);

type Outcome = FragmentOf<typeof OutcomeFields>;
type Change = ResultOf<typeof DatasetsChanged>['datasetsChanged'];

/** Follows all generations, and tells of each of one's own that ends, on whatever page one is. */
export function GenerationNotices() {
  const navigate = useNavigate();
  const waitedFor = useWaitedFor();
  const tell = (outcome: Outcome) => {
    if (waitedFor.delete(outcome.id)) tellOf(outcome, () => void navigate(`/datasets/${outcome.id}`));
  };
  const [{ data }] = useQuery({ query: Waiting });
  const follow = ({ kind, dataset }: Change) => {
    if (!dataset || (data && dataset.createdBy !== data.viewer.name)) return;
    waitedFor.add(dataset.id);
    if (kind === 'FINISHED') tell(dataset);
  };
  useSubscription({ query: DatasetsChanged }, (_previous, { datasetsChanged }) => {
    follow(datasetsChanged);
    return { datasetsChanged };
  });
  useCatchingUp(waitedFor, tell);
  return null;
}

/** The ids of one's own generations that have not ended. */
function useWaitedFor(): Set<string> {
  const [waitedFor] = useState(() => new Set<string>());
  const [{ data }] = useQuery({ query: Waiting });
  useEffect(() => {
    for (const { id, createdBy } of data?.datasets.nodes ?? []) if (createdBy === data?.viewer.name) waitedFor.add(id);
  }, [data, waitedFor]);
  return waitedFor;
}

/** Tells of what ended while the service could not be heard. */
function useCatchingUp(waitedFor: ReadonlySet<string>, tell: (outcome: Outcome) => void): void {
  const { connection, uncached } = useService();
  const catchUp = useEffectEvent(async () => {
    const ids = [...waitedFor].slice(0, 100); // the most that one may ask for at once
    const { data } = await uncached.query(Outcomes, { ids }).toPromise();
    for (const node of data?.nodes ?? [])
      if (node?.__typename === 'Dataset' && node.status !== 'QUEUED' && node.status !== 'RUNNING') tell(node);
  });
  useEffect(
    () =>
      connection.onReturn(() => {
        if (waitedFor.size > 0) void catchUp();
      }),
    [connection, waitedFor],
  );
}

function tellOf(dataset: Outcome, open: () => void): void {
  notifications.show({
    id: dataset.id,
    color: dataset.status === 'COMPLETED' ? 'green' : dataset.status === 'FAILED' ? 'red' : 'gray',
    autoClose: dataset.status === 'FAILED' ? false : 8_000,
    message: (
      <>
        <Text size="sm">{outcomeText(dataset)}</Text>
        <Anchor component="button" size="sm" underline="always" onClick={open}>
          {texts.shell.notices.open}
        </Anchor>
      </>
    ),
  });
}

function outcomeText({ name, status, recordCount, failure }: Outcome): string {
  const { finished, failed, cancelled } = texts.shell.notices;
  if (status === 'COMPLETED') return finished(name, formatNumber(recordCount));
  return status === 'FAILED' ? failed(name, failure?.message ?? '') : cancelled(name);
}

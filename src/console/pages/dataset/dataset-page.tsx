import { Anchor, Stack, Tabs } from '@mantine/core';
import { lazy, Suspense, useCallback } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { DatasetState } from '../../components/dataset-state.js';
import { EmptyState } from '../../components/empty-state.js';
import { ShowQuery } from '../../components/show-query.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { PageLoading } from '../../shell/page-loading.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { DatasetActions } from '../datasets/dataset-actions.js';
import { AboutPanel } from './about-panel.js';
import { DatasetDetails } from './dataset.query.js';
import { FailureNotice } from './failure-notice.js';
import { FilesPanel } from './files-panel.js';
import { FilteredRecords } from './filtered-records.js';
import { RecordsPanel, RecordTools } from './records-panel.js';

/** The charts come with a library of their own, and only to those who look at them. */
const ChartsPanel = lazy(async () => ({ default: (await import('./charts/charts-panel.js')).ChartsPanel }));

export type ShownDataset = NonNullable<ResultOf<typeof DatasetDetails>['dataset']>;

const PARTS = ['records', 'charts', 'about'] as const;

export function DatasetPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [answer, ask] = useQuery({ query: DatasetDetails, variables: { id } });
  const refresh = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  const [part] = usePart(); // records and charts have queries of their own
  const dataset = answer.data?.dataset;
  return (
    <Page
      title={dataset?.name ?? texts.dataset.title}
      actions={
        dataset && (
          <>
            {(part === 'about' || !isReadable(dataset)) && <ShowQuery query={DatasetDetails} variables={{ id }} />}
            <DatasetActions dataset={dataset} onDeleted={() => void navigate('/datasets')} />
          </>
        )
      }
    >
      <Answer of={answer} retry={refresh}>
        {(data) => (data.dataset ? <DatasetParts dataset={data.dataset} refresh={refresh} /> : <NoSuchDataset />)}
      </Answer>
    </Page>
  );
}

function NoSuchDataset() {
  const { title, text, action } = texts.dataset.missing;
  return (
    <EmptyState title={title} text={text}>
      <Anchor component={Link} to="/datasets" underline="always">
        {action}
      </Anchor>
    </EmptyState>
  );
}

interface DatasetPartsProps {
  readonly dataset: ShownDataset;
  /** Has the service asked how the dataset is now. */
  readonly refresh: () => void;
}

function DatasetParts({ dataset, refresh }: DatasetPartsProps) {
  if (isReadable(dataset)) return <ReadableDataset dataset={dataset} refresh={refresh} />;
  return (
    <Stack>
      <DatasetState dataset={dataset} />
      <FailureNotice dataset={dataset} />
      <AboutPanel dataset={dataset} />
      {dataset.files.length > 0 && <FilesPanel dataset={dataset} />}
    </Stack>
  );
}

function ReadableDataset({ dataset, refresh }: DatasetPartsProps) {
  const [part, show] = usePart();
  return (
    <Tabs value={part} onChange={show} keepMounted={false}>
      <Tabs.List mb="md">
        {PARTS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {texts.dataset.parts[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="records">
        <FilteredRecords dataset={dataset} refresh={refresh} tools={RecordTools}>
          {(found) => <RecordsPanel {...found} />}
        </FilteredRecords>
      </Tabs.Panel>
      <Tabs.Panel value="charts">
        <FilteredRecords dataset={dataset} refresh={refresh}>
          {(found) => (
            <Suspense fallback={<PageLoading />}>
              <ChartsPanel {...found} />
            </Suspense>
          )}
        </FilteredRecords>
      </Tabs.Panel>
      <Tabs.Panel value="about">
        <Stack gap="xl">
          <FilesPanel dataset={dataset} />
          <AboutPanel dataset={dataset} />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  );
}

function isReadable({ status, failure }: ShownDataset): boolean {
  return status === 'COMPLETED' && failure === null;
}

/** The part of the page that is shown; it stands in the address. */
function usePart(): readonly [(typeof PARTS)[number], (chosen: string | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const show = (chosen: string | null) => {
    const next = new URLSearchParams(parameters);
    if (chosen === null || chosen === 'records') next.delete('part');
    else next.set('part', chosen);
    setParameters(next, { preventScrollReset: true });
  };
  return [PARTS.find((each) => each === parameters.get('part')) ?? 'records', show];
}

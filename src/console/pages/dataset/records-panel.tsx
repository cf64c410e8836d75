import { Button, Stack } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useSearchParams } from 'react-router';
import { Failure } from '../../components/answer.js';
import { EmptyState } from '../../components/empty-state.js';
import { ShowQuery } from '../../components/show-query.js';
import { useService } from '../../graphql/service-context.js';
import { texts } from '../../texts/texts.js';
import { ColumnChoice } from './column-choice.js';
import type { FoundRecords, RecordToolsProps } from './filtered-records.js';
import { type ColumnName, columnNamed } from './record-columns.js';
import { type ChosenValue, RecordGrid } from './record-grid.js';
import { filterOf, MOST_SORT_KEYS, orderOf, type RecordView, type SortKey } from './record-view.js';
import { RecordWindow } from './record-window.js';
import { recordPage } from './records.query.js';
import { ValueMenu } from './value-menu.js';

/** Milliseconds after which the row that is seen is put into the address. */
const ROW_SETTLE = 300;

/** What the table shows, and the query behind it. */
export function RecordTools({ datasetId, view, change }: RecordToolsProps) {
  const { query, variables } = useRecordQuery(datasetId, view);
  return (
    <>
      <ColumnChoice columns={view.columns} choose={(columns) => change({ columns })} />
      <ShowQuery query={query} variables={{ ...variables, first: 100, offset: 0 }} />
    </>
  );
}

/** The records that match, as a table of all of them. */
export function RecordsPanel({ datasetId, count, view, change, refresh }: FoundRecords) {
  const { uncached, connection } = useService();
  const { query, variables } = useRecordQuery(datasetId, view);
  const records = useMemo(
    () => new RecordWindow(uncached, query, variables, count, refresh),
    [uncached, query, variables, count, refresh],
  );
  useEffect(() => connection.onReturn(() => records.retry()), [connection, records]);
  const [chosen, setChosen] = useState<ChosenValue | null>(null);
  const [startRow, noteRow] = useRowInAddress();
  return (
    <Stack gap="sm">
      <ReadFailure records={records} />
      {count === 0 ? (
        <NothingMatches clear={() => change({ conditions: [] })} />
      ) : (
        <RecordGrid
          key={JSON.stringify(variables)}
          rows={count}
          columns={view.columns.flatMap((name) => columnNamed(name) ?? [])}
          records={records}
          sort={view.sort}
          startRow={Math.min(startRow, count - 1)}
          onSort={(column, several) => change({ sort: sortedBy(view.sort, column, several) })}
          onChoose={setChosen}
          onRow={noteRow}
        />
      )}
      <ValueMenu
        chosen={chosen}
        conditions={view.conditions}
        filter={(conditions) => change({ conditions })}
        close={() => setChosen(null)}
      />
    </Stack>
  );
}

function useRecordQuery(id: string, { columns, conditions, sort }: RecordView) {
  const query = useMemo(() => recordPage(columns), [columns]);
  const variables = useMemo(
    () => ({ id, filter: filterOf(conditions), orderBy: orderOf(sort) }),
    [id, conditions, sort],
  );
  return { query, variables };
}

function ReadFailure({ records }: { readonly records: RecordWindow }) {
  useSyncExternalStore(records.subscribe, records.version);
  const { error } = records;
  return error && <Failure error={error} retry={() => records.retry()} />;
}

function NothingMatches({ clear }: { readonly clear: () => void }) {
  const { title, text, action } = texts.records.nothing;
  return (
    <EmptyState title={title} text={text}>
      <Button onClick={clear}>{action}</Button>
    </EmptyState>
  );
}

/** Ascending, descending, not at all; alone, or after what is sorted by already. */
function sortedBy(sort: readonly SortKey[], column: ColumnName, several: boolean): SortKey[] {
  const before = sort.find((key) => key.column === column);
  const others = several ? sort.filter((key) => key.column !== column) : [];
  if (before?.descending) return others;
  return [...others, { column, descending: before !== undefined }].slice(-MOST_SORT_KEYS);
}

/** The row to begin with, and where to note which row is seen: it is part of the address, but no step to go back to. */
function useRowInAddress(): readonly [number, (row: number) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = useRef(setParameters);
  useEffect(() => {
    set.current = setParameters;
  });
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const note = useCallback((row: number) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      // The address itself: a filter that was chosen a moment ago stands there before it is shown.
      const before = new URLSearchParams(window.location.hash.split('?')[1]);
      const next = new URLSearchParams(before);
      if (row === 0) next.delete('row');
      else next.set('row', String(row + 1));
      if (next.toString() !== before.toString()) set.current(next, { replace: true, preventScrollReset: true });
    }, ROW_SETTLE);
  }, []);
  return [rowIn(parameters), note];
}

/** Rows are counted from 1 in the address. */
function rowIn(parameters: URLSearchParams): number {
  const text = parameters.get('row') ?? '';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) - 1 : 0;
}

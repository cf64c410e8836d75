import { Group, Text, VisuallyHidden } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { Answer } from '../../../components/answer.js';
import { ShowQuery } from '../../../components/show-query.js';
import { formatNumber } from '../../../format/format.js';
import { texts } from '../../../texts/texts.js';
import type { FoundRecords } from '../filtered-records.js';
import { type Cell, movedCell } from '../moved-cell.js';
import { chosenIn, type Condition, toggled, withCondition } from '../record-view.js';
import { ChartCard } from './chart-card.js';
import { type RecordGroup, RecordGroups } from './groups.query.js';
import { useGroups } from './use-groups.js';

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

/** How many calls fall in each hour of each weekday; a cell, an hour or a weekday filters. */
export function HeatMap({ found }: { readonly found: FoundRecords }) {
  const { answer, variables, retry } = useGroups(found, { by: ['DOW', 'HOUR'], own: ['dow', 'hour'] });
  const show = (asNumbers: 'colours' | 'numbers') => (
    <Answer of={answer} retry={retry}>
      {({ dataset }) => <HeatTable groups={dataset?.groups ?? []} found={found} asNumbers={asNumbers === 'numbers'} />}
    </Answer>
  );
  return (
    <ChartCard
      title={texts.charts.heat.title}
      actions={<ShowQuery query={RecordGroups} variables={variables} />}
      chart={show('colours')}
      table={show('numbers')}
    />
  );
}

interface HeatTableProps {
  readonly groups: readonly RecordGroup[];
  readonly found: FoundRecords;
  readonly asNumbers: boolean;
}

function HeatTable({ groups, found, asNumbers }: HeatTableProps) {
  const { title, weekday, scale } = texts.charts.heat;
  const countOf = countsIn(groups);
  const all = WEEKDAYS.flatMap((dow) => HOURS.map((hour) => countOf(dow, hour)));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const { table, cellProps } = useCellFocus();
  return (
    <>
      <div className="heat-scroller scrolls">
        <table ref={table} className="heat-table" data-numbers={asNumbers || undefined} aria-label={title}>
          <thead>
            <tr>
              <td>
                <VisuallyHidden>{weekday}</VisuallyHidden>
              </td>
              {HOURS.map((hour) => (
                <HeadButton key={hour} found={found} column="hour" value={hour} label={hour} />
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((dow, row) => (
              <tr key={dow}>
                <HeadButton found={found} column="dow" value={dow} label={texts.records.weekdays[dow]} />
                {HOURS.map((hour, column) => (
                  <td key={hour}>
                    <HeatCell
                      found={found}
                      dow={dow}
                      hour={hour}
                      count={countOf(dow, hour)}
                      most={most}
                      asNumber={asNumbers}
                      {...cellProps({ row, column })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group gap="xs" mt="xs">
        {!asNumbers && (
          <span className="heat-scale" aria-hidden style={{ '--heat': heatOf(least, most) } as CSSProperties} />
        )}
        <Text size="xs">{scale(formatNumber(least), formatNumber(most))}</Text>
      </Group>
    </>
  );
}

function countsIn(groups: readonly RecordGroup[]): (dow: string, hour: string) => number {
  const counts = new Map(groups.map(({ keys: [dow, hour], count }) => [`${dow?.value} ${hour?.value}`, count]));
  return (dow, hour) => counts.get(`${dow} ${hour}`) ?? 0;
}

interface HeadButtonProps {
  readonly found: FoundRecords;
  readonly column: 'dow' | 'hour';
  readonly value: string;
  readonly label: string;
}

/** Takes a whole hour or weekday into the filter. */
function HeadButton({ found: { view, change }, column, value, label }: HeadButtonProps) {
  return (
    <th scope={column === 'dow' ? 'row' : 'col'}>
      <button
        type="button"
        aria-pressed={chosenIn(view.conditions, column).includes(value)}
        title={texts.charts.hint}
        onClick={() => change({ conditions: toggled(view.conditions, column, value) })}
      >
        {label}
      </button>
    </th>
  );
}

interface HeatCellProps extends CellProps {
  readonly found: FoundRecords;
  readonly dow: (typeof WEEKDAYS)[number];
  readonly hour: string;
  readonly count: number;
  /** In any cell. */
  readonly most: number;
  readonly asNumber: boolean;
}

function HeatCell({ found: { view, change }, dow, hour, count, most, asNumber, ...cell }: HeatCellProps) {
  const [weekdays, hours] = [chosenIn(view.conditions, 'dow'), chosenIn(view.conditions, 'hour')];
  const leftOut = (weekdays.length > 0 && !weekdays.includes(dow)) || (hours.length > 0 && !hours.includes(hour));
  const { cell: nameOf, hour: hourName } = texts.charts.heat;
  const name = nameOf(texts.records.weekdays[dow], hourName(hour), formatNumber(count));
  return (
    <button
      type="button"
      className="heat-cell"
      aria-label={name}
      title={name}
      aria-pressed={isOnly(weekdays, dow) && isOnly(hours, hour)}
      data-left-out={leftOut || undefined}
      style={{ '--heat': heatOf(count, most) } as CSSProperties}
      onClick={() => change({ conditions: cellChosen(view.conditions, dow, hour) })}
      {...cell}
    >
      {asNumber ? formatNumber(count) : ''}
    </button>
  );
}

/** How much of its full colour a cell has. */
function heatOf(count: number, most: number): string {
  return `${Math.round((100 * count) / Math.max(1, most))}%`;
}

function isOnly(values: readonly string[], value: string): boolean {
  return values.length === 1 && values[0] === value;
}

/** Just this hour of this weekday; neither when it was just that already. */
function cellChosen(conditions: readonly Condition[], dow: string, hour: string): Condition[] {
  const taken = isOnly(chosenIn(conditions, 'dow'), dow) && isOnly(chosenIn(conditions, 'hour'), hour);
  const one = (value: string) => (taken ? [] : [value]);
  const days = withCondition(conditions, { column: 'dow', operator: 'is', values: one(dow) });
  return withCondition(days, { column: 'hour', operator: 'is', values: one(hour) });
}

interface CellProps {
  readonly tabIndex: number;
  readonly 'data-cell': string;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One of the cells takes part in the order of the tab key; the arrow keys go from there to the others. */
function useCellFocus() {
  const table = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState<Cell>({ row: 0, column: 0 });
  const cellProps = (cell: Cell): CellProps => ({
    tabIndex: cell.row === current.row && cell.column === current.column ? 0 : -1,
    'data-cell': `${cell.row} ${cell.column}`,
    onFocus: () => setCurrent(cell),
    onKeyDown: (event) => {
      const next = movedCell(event, cell, { rows: WEEKDAYS.length, columns: HOURS.length, page: WEEKDAYS.length });
      if (!next) return;
      event.preventDefault();
      table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
    },
  });
  return { table, cellProps };
}

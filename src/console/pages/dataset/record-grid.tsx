import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useState,
  useSyncExternalStore,
} from 'react';
import { formatNumber } from '../../format/format.js';
import { texts } from '../../texts/texts.js';
import { GridHeader } from './grid-header.js';
import { GridRow } from './grid-row.js';
import { type Cell, movedCell } from './moved-cell.js';
import type { ColumnName, RecordColumn } from './record-columns.js';
import type { SortKey } from './record-view.js';
import type { RecordWindow } from './record-window.js';
import type { RecordValue } from './records.query.js';
import './record-grid.css';
import { ROW_HEIGHT } from './tall-scroll.js';
import { HEADER_HEIGHT, type ScrolledTable, useTallScroll } from './use-tall-scroll.js';

/** A value that something is to be done with, and where it stands on the screen. */
export interface ChosenValue {
  readonly column: RecordColumn;
  readonly value: RecordValue;
  readonly at: DOMRect;
  /** Takes the focus back to the table. */
  readonly leave: () => void;
}

interface RecordGridProps {
  readonly rows: number;
  readonly columns: readonly RecordColumn[];
  readonly records: RecordWindow;
  readonly sort: readonly SortKey[];
  readonly startRow: number;
  readonly onSort: (column: ColumnName, several: boolean) => void;
  readonly onChoose: (chosen: ChosenValue) => void;
  /** The first row that is seen, each time it has become another. */
  readonly onRow: (row: number) => void;
}

/**
 * A table of any length: there are only as many rows in the page as are seen. The keyboard moves from cell to cell; the
 * focus stays on the table, since the cell that one was on may be gone from the page.
 */
export function RecordGrid({ rows, columns, records, sort, startRow, onSort, onChoose, onRow }: RecordGridProps) {
  useSyncExternalStore(records.subscribe, records.version);
  const { scroller, onScroll, ...table } = useTallScroll(rows, startRow);
  const { firstRow, endRow, shift } = table;
  useEffect(() => records.show(firstRow, endRow), [records, firstRow, endRow]);
  useEffect(() => onRow(firstRow), [onRow, firstRow]);
  useEffect(() => () => records.close(), [records]);
  const { id, active, ...listeners } = useCells({ rows, columns, records, table, scroller, startRow, onChoose });
  return (
    <div ref={scroller} className="record-grid" onScroll={onScroll}>
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA's pattern of a grid
        role="grid"
        tabIndex={0}
        aria-label={texts.records.table(formatNumber(rows))}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length}
        aria-activedescendant={active.row >= firstRow && active.row < endRow ? cellId(id, active) : undefined}
        style={{ width: columns.reduce((sum, { width }) => sum + width, 0), height: HEADER_HEIGHT + table.barHeight }}
        {...listeners}
      >
        <GridHeader columns={columns} sort={sort} onSort={onSort} />
        <tbody style={{ height: table.viewport, '--shift': `${-shift}px` } as CSSProperties}>
          {Array.from({ length: Math.max(0, endRow - firstRow) }, (_, i) => firstRow + i).map((row) => (
            <GridRow
              key={row}
              id={id}
              row={row}
              columns={columns}
              record={records.row(row)}
              activeColumn={row === active.row ? active.column : -1}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Cells extends Pick<RecordGridProps, 'rows' | 'columns' | 'records' | 'startRow' | 'onChoose'> {
  readonly table: Omit<ScrolledTable, 'scroller' | 'onScroll'>;
  readonly scroller: ScrolledTable['scroller'];
}

/** Which cell the keyboard is on, and how it moves. */
function useCells({ rows, columns, records, table, scroller, startRow, onChoose }: Cells) {
  const [active, setActive] = useState<Cell>({ row: startRow, column: 0 });
  const id = useId();
  const choose = (cell: Cell, grid: HTMLElement) => {
    const column = columns[cell.column];
    const record = records.row(cell.row);
    const at = document.querySelector(`#${CSS.escape(cellId(id, cell))}`)?.getBoundingClientRect();
    const leave = () => grid.focus({ preventScroll: true });
    if (column && record && at) onChoose({ column, value: record[column.name] ?? null, at, leave });
  };
  const goTo = (cell: Cell) => {
    setActive(cell);
    reveal(table, cell.row);
    revealColumn(scroller.current, columns, cell.column);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(table.viewport / ROW_HEIGHT) - 1);
    const next = movedCell(event, active, { rows, columns: columns.length, page });
    if (!next && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (next) return goTo(next);
    const grid = event.currentTarget;
    window.setTimeout(() => choose(active, grid)); // later: the menu would take this key press for one of its own
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const cell = cellOf(event.target);
    if (!cell) return;
    setActive(cell);
    choose(cell, event.currentTarget);
  };
  return { id, active, onKeyDown, onClick };
}

function cellId(grid: string, { row, column }: Cell): string {
  return `${grid}-${row}-${column}`;
}

function cellOf(target: EventTarget): Cell | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (!element) return null;
  return { row: Number(element.dataset['row']), column: Number(element.dataset['column']) };
}

/** Scrolls as little as it takes to have the row in sight. */
function reveal({ firstRow, shift, viewport, toRow }: Cells['table'], row: number): void {
  const whole = Math.floor(viewport / ROW_HEIGHT);
  const firstWhole = firstRow + (shift > 0 ? 1 : 0);
  if (row < firstWhole) toRow(row);
  else if (row >= firstWhole + whole) toRow(row - whole + 1);
}

function revealColumn(scroller: HTMLDivElement | null, columns: readonly RecordColumn[], index: number): void {
  if (!scroller) return;
  const left = columns.slice(0, index).reduce((sum, { width }) => sum + width, 0);
  const right = left + (columns[index]?.width ?? 0);
  if (left < scroller.scrollLeft) scroller.scrollLeft = left;
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth;
}

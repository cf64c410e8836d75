import { memo } from 'react';
import type { RecordColumn } from './record-columns.js';
import type { RecordRow } from './records.query.js';
import { ROW_HEIGHT } from './tall-scroll.js';
import { formatValue } from './value-format.js';

interface GridRowProps {
  /** Of the grid. */
  readonly id: string;
  readonly row: number;
  readonly columns: readonly RecordColumn[];
  /** Null while it is on its way. */
  readonly record: RecordRow | null;
  /** Which cell the keyboard is on; -1: none of this row. */
  readonly activeColumn: number;
}

/** A record. Its cells say where they are, so that one listener of the whole table hears of every click. */
export const GridRow = memo(function GridRow({ id, row, columns, record, activeColumn }: GridRowProps) {
  return (
    <tr
      aria-rowindex={row + 2}
      aria-busy={record === null || undefined}
      data-striped={row % 2 === 1 || undefined}
      style={{ height: ROW_HEIGHT }}
    >
      {columns.map((column, index) => (
        <td
          key={column.name}
          id={`${id}-${row}-${index}`}
          aria-colindex={index + 1}
          data-row={row}
          data-column={index}
          data-active={index === activeColumn || undefined}
          data-end={column.kind === 'SECONDS' || undefined}
          data-none={(record !== null && record[column.name] === null) || undefined}
          style={{ width: column.width }}
        >
          {record ? formatValue(column, record[column.name] ?? null) : <span className="record-grid-waiting" />}
        </td>
      ))}
    </tr>
  );
});

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ColumnName, RecordColumn } from './record-columns.js';
import type { SortKey } from './record-view.js';
import { HEADER_HEIGHT } from './use-tall-scroll.js';
import { texts } from '../../texts/texts.js';

interface GridHeaderProps {
  readonly columns: readonly RecordColumn[];
  readonly sort: readonly SortKey[];
  readonly onSort: (column: ColumnName, several: boolean) => void;
}

/** The names of the columns; each sorts by its column, with the shift key in addition to what is sorted by already. */
export function GridHeader({ columns, sort, onSort }: GridHeaderProps) {
  return (
    <thead style={{ height: HEADER_HEIGHT }}>
      <tr aria-rowindex={1} style={{ height: HEADER_HEIGHT }}>
        {columns.map((column, index) => (
          <HeaderCell key={column.name} column={column} index={index} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

interface HeaderCellProps extends Omit<GridHeaderProps, 'columns'> {
  readonly column: RecordColumn;
  readonly index: number;
}

function HeaderCell({ column: { name, label, kind, width }, index, sort, onSort }: HeaderCellProps) {
  const rank = sort.findIndex(({ column }) => column === name);
  const key = sort[rank];
  const Arrow = key?.descending ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      aria-colindex={index + 1}
      aria-sort={key && rank === 0 ? (key.descending ? 'descending' : 'ascending') : undefined}
      style={{ width }}
    >
      <button
        type="button"
        className="record-grid-sort"
        data-end={kind === 'SECONDS' || undefined}
        title={texts.records.sortBy(label)}
        onClick={(event) => onSort(name, event.shiftKey)}
      >
        <span>{label}</span>
        {kind === 'SECONDS' && <small className="record-grid-unit">{texts.records.seconds}</small>}
        {key && <Arrow size={14} aria-hidden />}
        {key && sort.length > 1 && <small>{rank + 1}</small>}
      </button>
    </th>
  );
}

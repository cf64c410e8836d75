import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface ScrollTableProps {
  /** What the table is about. */
  readonly label: string;
  /** Pixels: where there are fewer, it scrolls sideways. */
  readonly minWidth: number;
  /** Pixels: where it is higher, it scrolls below its header. */
  readonly maxHeight?: number;
  readonly columns: readonly Column[];
  /** Its rows. */
  readonly children: ReactNode;
}

type Column = string | { readonly label: string; readonly isNumber: true };

/** A table that scrolls where it does not fit, by keyboard too. */
export function ScrollTable({ label, minWidth, maxHeight, columns, children }: ScrollTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxHeight !== undefined && { maxHeight })}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}
    >
      <Table verticalSpacing="xs" className="scroll-table" stickyHeader={maxHeight !== undefined}>
        <Table.Thead>
          <Table.Tr>{columns.map(headOf)}</Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function headOf(column: Column): ReactNode {
  if (typeof column === 'string') return <Table.Th key={column}>{column}</Table.Th>;
  return (
    <Table.Th key={column.label} ta="right">
      {column.label}
    </Table.Th>
  );
}

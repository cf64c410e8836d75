import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface ScrollTableProps {
  /** What the table is about. */
  readonly label: string;
  readonly minWidth: number;
  readonly children: ReactNode;
}

/** A table that scrolls sideways where it does not fit, by keyboard too. */
export function ScrollTable({ label, minWidth, children }: ScrollTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': label } }}
    >
      <Table verticalSpacing="xs" className="scroll-table">
        {children}
      </Table>
    </Table.ScrollContainer>
  );
}

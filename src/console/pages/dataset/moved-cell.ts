export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface TableSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page key goes by. */
  readonly page: number;
}

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
}

/** Where a key leads from a cell, as the ARIA pattern of a grid has it; null: nowhere. */
export function movedCell({ key, ctrlKey }: PressedKey, { row, column }: Cell, size: TableSize): Cell | null {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const moves: Record<string, Cell> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - size.page, column },
    PageDown: { row: row + size.page, column },
    Home: ctrlKey ? { row: 0, column: 0 } : { row, column: 0 },
    End: ctrlKey ? { row: lastRow, column: lastColumn } : { row, column: lastColumn },
  };
  const moved = moves[key];
  if (!moved) return null;
  return { row: between(moved.row, lastRow), column: between(moved.column, lastColumn) };
}

function between(value: number, last: number): number {
  return Math.min(Math.max(0, value), last);
}

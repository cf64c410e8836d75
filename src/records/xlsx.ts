import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import type { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import { COLUMNS, type RecordColumn } from '../domain/record-schema.js';
import { withConnection } from './duckdb.js';
import type { RecordExport } from './export.js';
import { fromParts, valuesOf } from './record-source.js';

/** Excel counts days; this is how many 1970-01-01 is, and in it a stamp has no zone that could shift it. */
const EXCEL_DAY_OF_1970 = 25_569;
const STAMP_FORMAT = 'yyyy-mm-dd hh:mm:ss';
/** The one date that a zip entry and the workbook's properties carry, so that equal records give equal bytes. */
const NO_DATE = new Date('1980-01-01T00:00:00Z');

/** Characters of the widest values, so that a sheet opens readable. */
const COLUMN_WIDTH: Readonly<Record<RecordColumn['kind'], number>> = {
  TEXT: 14,
  DICTIONARY: 22,
  INTEGER: 14,
  TIMESTAMP: 20,
};

/** Writes the matching records as one sheet with a frozen header, row by row, and answers how many there were. */
export async function exportXlsx(instance: DuckDBInstance, { parts, condition, file }: RecordExport): Promise<number> {
  const book = new Workbook(file);
  const query = `SELECT ${COLUMNS.map(cellOf).join(', ')} ${fromParts(parts, condition)}`;
  const count = await withConnection(instance, async (connection) => {
    const result = await connection.stream(query, valuesOf(condition));
    let rows = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const row of chunk.getRows()) {
        if (book.add(row as (string | number | null)[])) await book.drained();
      }
      rows += chunk.rowCount;
    }
    return rows;
  });
  await book.finish();
  return count;
}

function cellOf({ csvName, kind }: RecordColumn): string {
  return kind === 'TIMESTAMP' ? `epoch(${csvName}) / 86400 + ${EXCEL_DAY_OF_1970}` : csvName;
}

/** The parts of exceljs' streaming writer and of its zip archive that are used here and not declared by it. */
interface ZipArchive {
  append(source: Readable | string | Buffer, data: { readonly name: string; readonly date?: Date }): ZipArchive;
}

/** One workbook of one sheet, written as its rows come. */
class Workbook {
  private readonly writer: ExcelJS.stream.xlsx.WorkbookWriter;
  private readonly sheet: ExcelJS.Worksheet;
  private readonly output;
  /** Through here the sheet goes to the zip archive; exceljs itself would keep whatever is not written yet in memory. */
  private readonly gate = new PassThrough({ highWaterMark: 1 << 20 });

  constructor(file: string) {
    this.output = createWriteStream(file);
    const dates = { created: NO_DATE, modified: NO_DATE };
    this.writer = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: this.output, useStyles: true, zip: {}, ...dates });
    this.writer.creator = this.writer.lastModifiedBy = 'Synth911Gen2';
    this.guardArchive();
    this.sheet = this.writer.addWorksheet('Records', { views: [{ state: 'frozen', ySplit: 1 }] });
    this.sheet.columns = COLUMNS.map(({ csvName, kind }) => ({
      header: csvName,
      width: COLUMN_WIDTH[kind],
      ...(kind === 'TIMESTAMP' ? { style: { numFmt: STAMP_FORMAT } } : {}),
    }));
  }

  /** Writes a row; true when more should wait for `drained`. */
  add(row: (string | number | null)[]): boolean {
    this.sheet.addRow(row).commit();
    return this.gate.writableNeedDrain;
  }

  async drained(): Promise<void> {
    await once(this.gate, 'drain');
  }

  async finish(): Promise<void> {
    this.sheet.commit();
    await this.writer.commit();
  }

  /** Gives every entry the same date, and the sheet a way that pushes back. */
  private guardArchive(): void {
    const archive = (this.writer as unknown as { zip: ZipArchive }).zip;
    const append = archive.append.bind(archive);
    archive.append = (source, { name }) => {
      const isSheet = name.startsWith('xl/worksheets/sheet') && typeof source !== 'string';
      const entry = isSheet && !Buffer.isBuffer(source) ? source.pipe(this.gate) : source;
      return append(entry, { name, date: NO_DATE });
    };
  }
}

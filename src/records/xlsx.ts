import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { DuckDBInstance } from '@duckdb/node-api';
import type ExcelJS from 'exceljs';
import { COLUMNS, type RecordColumn } from '../domain/record-schema.js';
import type { RecordExport } from './export.js';
import { PieceReader } from './record-pieces.js';

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
export async function exportXlsx(
  instance: DuckDBInstance,
  { parts, condition, file, signal }: RecordExport,
): Promise<number> {
  const book = new Workbook(file);
  try {
    const count = await addRecords(instance, book, { parts, condition, file, signal });
    await book.finish();
    return count;
  } catch (error) {
    book.abandon();
    throw error;
  }
}

async function addRecords(
  instance: DuckDBInstance,
  book: Workbook,
  { parts, condition, signal }: RecordExport,
): Promise<number> {
  return PieceReader.with(instance, async (reader) => {
    const selection = COLUMNS.map(cellOf).join(', ');
    let rows = 0;
    for await (const chunk of reader.read({ selection, parts, condition, signal })) {
      for (const row of chunk.getRows()) {
        if (book.add(row as (string | number | null)[])) await book.drained();
      }
      rows += chunk.rowCount;
    }
    return rows;
  });
}

/**
 * A stamp is a fraction of days, which is hardly ever exact. It is taken as the next number after, since many readers cut
 * off what follows the millisecond instead of rounding, and would see the second before.
 */
function cellOf({ csvName, kind }: RecordColumn): string {
  const days = `CAST(epoch(${csvName}) / 86400 + ${EXCEL_DAY_OF_1970} AS DOUBLE)`;
  return kind === 'TIMESTAMP' ? `nextafter(${days}, CAST(1e9 AS DOUBLE))` : csvName;
}

/** What exceljs' streaming writer has besides what it declares, as far as it is used here. */
interface WriterInside {
  readonly zip: ZipArchive;
  addThemes(): Promise<void>;
}

interface ZipArchive {
  append(source: Readable | string | Buffer, data: { readonly name: string; readonly date?: Date }): ZipArchive;
}

interface WriterOptions {
  readonly stream: Writable;
  readonly useStyles: boolean;
  readonly created: Date;
  readonly modified: Date;
}

type Writer = ExcelJS.stream.xlsx.WorkbookWriter & WriterInside;
type WriterClass = new (options: WriterOptions) => Writer;

const load = createRequire(import.meta.url);

/**
 * exceljs' writer, with equal dates on all zip entries and a sheet that can be written no faster than it is stored. exceljs is
 * half of what a thread would have to load, so it is loaded only where a sheet is written.
 */
function steadyWriterClass() {
  const excel = load('exceljs') as typeof ExcelJS;
  return class SteadyWriter extends (excel.stream.xlsx.WorkbookWriter as unknown as WriterClass) {
    /** Through here the sheet goes to the zip archive; exceljs itself would keep what is not stored yet in memory. */
    declare gate: PassThrough;

    /** The first thing that the constructor of exceljs' writer does with its archive. */
    override addThemes(): Promise<void> {
      this.gate = new PassThrough({ highWaterMark: 1 << 20 });
      const append = this.zip.append.bind(this.zip);
      this.zip.append = (source, { name }) =>
        append(name.startsWith(SHEETS) ? gated(source, this.gate) : source, { name, date: NO_DATE });
      return super.addThemes();
    }
  };
}

type SteadyWriter = InstanceType<ReturnType<typeof steadyWriterClass>>;

function gated(source: Readable | string | Buffer, gate: PassThrough): Readable | string | Buffer {
  return typeof source === 'string' || Buffer.isBuffer(source) ? source : source.pipe(gate);
}

const SHEETS = 'xl/worksheets/sheet';

/** One workbook of one sheet, written as its rows come. */
class Workbook {
  private readonly stream: WriteStream;
  private readonly writer: SteadyWriter;
  private readonly sheet: ExcelJS.Worksheet;
  /** Rejects when the file cannot be written; exceljs would wait for ever. */
  private readonly broken: Promise<never>;

  constructor(file: string) {
    const stream = createWriteStream(file);
    this.stream = stream;
    this.broken = new Promise((_resolve, reject) => stream.once('error', reject));
    this.broken.catch(() => undefined); // whoever waits next hears of it
    const SteadyWriter = steadyWriterClass();
    this.writer = new SteadyWriter({ stream, useStyles: true, created: NO_DATE, modified: NO_DATE });
    this.writer.creator = 'Synth911Gen2';
    this.writer.lastModifiedBy = 'Synth911Gen2';
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
    return this.writer.gate.writableNeedDrain;
  }

  async drained(): Promise<void> {
    await Promise.race([once(this.writer.gate, 'drain'), this.broken]);
  }

  /** Lets go of the file. */
  abandon(): void {
    this.stream.destroy();
  }

  async finish(): Promise<void> {
    this.sheet.commit();
    await Promise.race([this.writer.commit(), this.broken]);
  }
}

import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE_FORMATS, type FileFormat, LINE_FORMATS, type LineFormat } from '../../src/domain/dataset.js';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { confinedDuckDb } from '../../src/records/duckdb.js';
import { countRecords, EXPORT_THREADS, exportRecords } from '../../src/records/export.js';
import { recordLines } from '../../src/records/record-lines.js';
import { PieceReader } from '../../src/records/record-pieces.js';
import type { RecordCondition } from '../../src/records/record-condition.js';
import { parseCsv } from '../support/csv.js';
import { scramble } from '../support/data-at-rest.js';
import { FIRST_STAMP, writeHandMadeParts } from '../support/hand-made-parts.js';
import { tempFolder } from '../support/temp-app.js';

/** Texts that formats are known to stumble over. */
const NASTY = [
  'plain',
  'comma, inside',
  'a "quoted" word',
  '"',
  'two\nlines',
  'two\r\nlines of Windows',
  'a lone\rreturn',
  '=cmd()',
  "=1+1|' /C calc'!A0",
  '+1',
  '-1',
  '@SUM(A1)',
  '# no comment',
  'a # inside',
  ' space around ',
  'Ждёт, «диспетчер»',
  '消防車 第１',
  'مركز الطوارئ',
  'आपातकाल',
  '😀 outside the BMP',
  'back\\slash \\n',
  "it's; 'quoted'",
  '<b>&amp;</b>',
  'NULL',
  'null',
  'true',
  '007',
  '1e5',
  '2024-01-01',
  'tab\there',
];

/** More than DuckDB reads at once, in parts of unlike size. */
/** Of what is wanted whatever happens. */
const NEVER = new AbortController().signal;
const ROWS = [3_000, 1, 2_500];
const FREE_TEXTS = ['shift', 'problem', 'address', 'call_taker', 'dispatcher'] as const;
const LATE: RecordCondition = { sql: 'queue_time >= ? AND address <> ?', values: [4_000, 'comma, inside'] };

let folder: string;
let remove: () => Promise<void>;
let instance: DuckDBInstance;
/** With the threads of a server that reads records while it answers. */
let serving: DuckDBInstance;
let pieces: PieceReader;
let parts: string[];
let count: number;
beforeAll(async () => {
  ({ folder, remove } = await tempFolder());
  ({ parts, count } = await writeHandMadeParts(join(folder, 'records'), NASTY, ROWS));
  instance = await confinedDuckDb(folder, EXPORT_THREADS);
  serving = await confinedDuckDb(folder, 3);
  pieces = await PieceReader.open(serving);
});
afterAll(async () => {
  pieces.close();
  instance.closeSync();
  serving.closeSync();
  await remove();
});

async function exported(format: FileFormat, condition: RecordCondition | null = null): Promise<string> {
  const file = join(folder, `out.${format.toLowerCase()}`);
  const written = await exportRecords(instance, format, { parts, condition, file, signal: NEVER });
  expect(written).toBe(await countRecords(instance, parts, condition));
  expect(getEventListeners(NEVER, 'abort')).toEqual([]); // it outlives many exports
  return file;
}

type Row = Record<string, string | number | null>;

/** A row as all formats mean it: stamps as YYYY-MM-DDTHH:mm:ss, numbers as numbers, null where there is no value. */
const READERS: Readonly<Record<FileFormat, (file: string) => Promise<Row[]>>> = {
  CSV: async (file) =>
    parseCsv(await readFile(file, 'utf8')).rows.map((row) =>
      Object.fromEntries(
        COLUMNS.map(({ csvName, kind }) => {
          const text = row[csvName] ?? '';
          if (text === '') return [csvName, null];
          return [csvName, kind === 'INTEGER' ? Number(text) : kind === 'TIMESTAMP' ? text.replace(' ', 'T') : text];
        }),
      ),
    ),
  NDJSON: async (file) =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  JSON: async (file) => JSON.parse(await readFile(file, 'utf8')),
  PARQUET: async (path) => {
    const file = await asyncBufferFromFile(path);
    const rows = await parquetReadObjects({ file, compressors });
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value instanceof Date ? value.toISOString().slice(0, 19) : (value ?? null),
        ]),
      ),
    );
  },
  XLSX: async (file) => {
    const [header = [], ...rows] = await sheetOf(file);
    return rows.map((row) =>
      Object.fromEntries(
        row.map((value, i) => [
          String(header[i]),
          value instanceof Date ? value.toISOString().slice(0, 19) : (value as string | number | null),
        ]),
      ),
    );
  },
};

async function sheetOf(file: string) {
  const [sheet] = await readXlsx(file, { trim: false });
  return sheet?.data ?? [];
}

function stampOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

/** What the hand-made records are known to hold. */
function expectedRow(n: number): Row {
  return Object.fromEntries(
    COLUMNS.map(({ csvName, name, kind, values }) => {
      const missing = ['enrouteTime', 'onSceneTime', 'timeUnitEnroute'].includes(name) && n % 3 === 0;
      if (missing) return [csvName, null];
      if (name === 'callId') return [csvName, `24-${'LMFR'[n % 4]}${String(n).padStart(6, '0')}`];
      if (kind === 'DICTIONARY') return [csvName, (values ?? NASTY)[n % (values ?? NASTY).length] ?? ''];
      return [csvName, kind === 'TIMESTAMP' ? stampOf(FIRST_STAMP + n) : n];
    }),
  );
}

describe('exportRecords', () => {
  it.each(FILE_FORMATS)('writes every record as %s, in order, and every text survives', async (format) => {
    const rows = await READERS[format](await exported(format));
    expect(rows).toHaveLength(count);
    expect(Object.keys(rows[0] ?? {})).toEqual(COLUMNS.map((column) => column.csvName));
    for (const [n, row] of rows.entries()) if (n < 200 || n > count - 200) expect(row).toEqual(expectedRow(n));
    const sum = rows.reduce((total, row) => total + Number(row.total_time), 0);
    expect(sum).toBe((count * (count - 1)) / 2);
    for (const column of FREE_TEXTS) expect(new Set(rows.map((row) => row[column]))).toEqual(new Set(NASTY));
  });

  it.each(FILE_FORMATS)('writes only what matches a condition as %s', async (format) => {
    const rows = await READERS[format](await exported(format, LATE));
    const wanted = Array.from({ length: count }, (_, n) => n).filter(
      (n) => n >= 4_000 && NASTY[n % NASTY.length] !== 'comma, inside',
    );
    expect(rows.map((row) => row.queue_time)).toEqual(wanted);
  });

  it.each(FILE_FORMATS)('writes a good %s of no records at all', async (format) => {
    const file = await exported(format, { sql: 'queue_time < ?', values: [0] });
    if (format === 'NDJSON') expect(await readFile(file, 'utf8')).toBe('');
    else expect(await READERS[format](file)).toEqual([]);
  });

  it.each(FILE_FORMATS)('gives the same bytes of %s again', async (format) => {
    const hashes: string[] = [];
    for (let run = 0; run < 3; run++) {
      const bytes = await readFile(await exported(format));
      hashes.push(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('writes nothing for no value in CSV, and stamps with a space', async () => {
    const [header = '', first = ''] = (await readFile(await exported('CSV'), 'utf8')).split('\n');
    expect(header).toBe(COLUMNS.map((column) => column.csvName).join(','));
    expect(first).toBe(
      '24-L000000,LAW,2024-02-28 23:59:58,0,0,0,DAY,MON,plain,EARLY,plain,plain,0,plain,E-911,plain,0,0,0,0,,,0,0,' +
        '2024-02-28 23:59:58,2024-02-28 23:59:58,2024-02-28 23:59:58,2024-02-28 23:59:58,,2024-02-28 23:59:58,' +
        `${COLUMNS.at(-1)?.values?.[0]}`,
    );
  });

  it('gives Excel dates, numbers and texts, under a frozen header', async () => {
    const file = await exported('XLSX');
    const [, , second = []] = await sheetOf(file);
    const cell = (name: string) => second[COLUMNS.findIndex((column) => column.csvName === name)];
    expect(cell('event_time')).toEqual(new Date((FIRST_STAMP + 1) * 1000));
    expect(cell('queue_time')).toBe(1);
    expect(cell('call_id')).toBe('24-M000001');
  });

  it('writes one Parquet file with zstd and wall-clock stamps', async () => {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(await exported('PARQUET')));
    expect(metadata.row_groups[0]?.columns[0]?.meta_data?.codec).toBe('ZSTD');
    const stamp = metadata.schema.find((element) => element.name === 'event_time');
    expect(stamp?.logical_type).toMatchObject({ type: 'TIMESTAMP', isAdjustedToUTC: false });
  });
});

async function linesOf(format: LineFormat, condition: RecordCondition | null = null, from = parts): Promise<string> {
  const { signal } = new AbortController();
  let text = '';
  for await (const piece of recordLines(pieces, { parts: from, condition, format, signal })) text += piece;
  return text;
}

describe('recordLines', () => {
  it.each(LINE_FORMATS)('gives the bytes of the exported %s', async (format) => {
    expect(await linesOf(format)).toBe(await readFile(await exported(format), 'utf8'));
    expect(await linesOf(format, LATE)).toBe(await readFile(await exported(format, LATE), 'utf8'));
  });

  it('gives the bytes of the exported file whatever the texts', async () => {
    let run = 0;
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(...'",#\n\r\t \\\'|;=%{}'), fc.string({ unit: 'grapheme' })),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text.map(withoutNul), { minLength: 1, maxLength: 40 }), async (texts) => {
        const made = await writeHandMadeParts(join(folder, `run-${run++}`), texts, [texts.length]);
        for (const format of LINE_FORMATS) {
          const file = join(folder, 'run.out');
          await exportRecords(instance, format, { parts: made.parts, condition: null, file, signal: NEVER });
          expect(await linesOf(format, null, made.parts)).toBe(await readFile(file, 'utf8'));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('ends when it is aborted', async () => {
    const ended = new AbortController();
    const lines = recordLines(pieces, { parts, condition: null, format: 'NDJSON', signal: ended.signal });
    await lines.next();
    ended.abort();
    await lines.return(undefined);
    expect((await lines.next()).done).toBe(true);
  });
});

describe('a part that is damaged further on', () => {
  let damaged: string[];
  beforeAll(async () => {
    ({ parts: damaged } = await writeHandMadeParts(join(folder, 'damaged'), NASTY, [60_000]));
    await scramble(damaged[0] ?? '');
  });

  it.each(FILE_FORMATS)('is an error to an export as %s, and no shorter file', async (format) => {
    const file = join(folder, 'damaged.out');
    await expect(
      exportRecords(instance, format, { parts: damaged, condition: null, file, signal: NEVER }),
    ).rejects.toBeInstanceOf(Error);
  });

  it.each(LINE_FORMATS)('is an error to who reads it as lines of %s, and no earlier end', async (format) => {
    await expect(linesOf(format, null, damaged)).rejects.toBeInstanceOf(Error);
  });

  it('is an error too when it is gone by the time it is reached', async () => {
    const { parts: two } = await writeHandMadeParts(join(folder, 'gone'), NASTY, [60_000, 10]);
    const lines = recordLines(pieces, { parts: two, condition: null, format: 'CSV', signal: NEVER });
    await lines.next();
    for (const part of two) await rm(part);
    const rest = async () => {
      while (!(await lines.next()).done);
    };
    await expect(rest()).rejects.toBeInstanceOf(Error);
  });
});

function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnData, Dictionaries, RecordColumns } from '../../src/domain/record-columns.js';
import { codeArray } from '../../src/domain/record-columns.js';
import { COLUMNS, type ColumnName } from '../../src/domain/record-schema.js';
import { partName } from '../../src/records/data-folder.js';
import { PartWriter } from '../../src/records/part-writer.js';

/** 2024-02-28 23:59:58 in seconds: the first stamp of the hand-made records. */
export const FIRST_STAMP = Date.UTC(2024, 1, 28, 23, 59, 58) / 1000;

/** What hand-made records hold: the n-th has text n of the texts in every free text column, and n in every number. */
export async function writeHandMadeParts(folder: string, texts: readonly string[], rowsPerPart: number[]) {
  const dictionaries: Dictionaries = new Map([
    ['callId', ['24-L', '24-M', '24-F', '24-R']] as const,
    ...COLUMNS.filter((column) => column.kind === 'DICTIONARY').map(
      ({ name, values }) => [name, values ?? texts] as const,
    ),
  ]);
  await mkdir(folder, { recursive: true });
  const writer = await PartWriter.inside(folder);
  const parts: string[] = [];
  let first = 0;
  for (const [index, rowCount] of rowsPerPart.entries()) {
    const part = join(folder, partName(index));
    await writer.write([columnsOf(first, rowCount, dictionaries)], dictionaries, part);
    parts.push(part);
    first += rowCount;
  }
  writer.close();
  return { parts, count: first };
}

function columnsOf(first: number, rowCount: number, dictionaries: Dictionaries): RecordColumns {
  const data = Object.fromEntries(
    COLUMNS.map(({ name, kind }) => [name, dataOf(name, kind, first, rowCount, dictionaries)]),
  ) as Record<ColumnName, ColumnData>;
  const arrived = Uint8Array.from({ length: rowCount }, (_, row) => ((first + row) % 3 === 0 ? 0 : 1));
  const callIdPrefix = Uint8Array.from({ length: rowCount }, (_, row) => (first + row) % 4);
  return {
    rowCount,
    callIdPrefix,
    data,
    validity: { enrouteTime: arrived, onSceneTime: arrived, timeUnitEnroute: arrived },
  };
}

function dataOf(name: ColumnName, kind: string, first: number, rowCount: number, dictionaries: Dictionaries) {
  if (kind === 'DICTIONARY') {
    const size = dictionaries.get(name)?.length ?? 0;
    const codes = codeArray(rowCount, size);
    for (let row = 0; row < rowCount; row++) codes[row] = (first + row) % size;
    return codes;
  }
  if (kind === 'TIMESTAMP') return stamps(first, rowCount);
  return Int32Array.from({ length: rowCount }, (_, row) => first + row);
}

/** A second apart. */
function stamps(first: number, rowCount: number): Uint32Array {
  const halves = new Uint32Array(2 * rowCount);
  for (let row = 0; row < rowCount; row++) {
    const micros = BigInt(FIRST_STAMP + first + row) * 1_000_000n;
    halves[2 * row] = Number(micros & 0xffffffffn);
    halves[2 * row + 1] = Number(micros >> 32n);
  }
  return halves;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { confinedDuckDb, textLiteral, withConnection } from '../../src/records/duckdb.js';
import { tempFolder } from './temp-folder.js';

/** A connection confined to a folder that holds inside.csv; a sibling of the folder's name and more holds outside.csv. */
async function confined(): Promise<{ connection: DuckDBConnection; inside: string; outside: string; folder: string }> {
  const root = await tempFolder();
  const folder = join(root, 'data');
  const [inside, outside] = [join(folder, 'inside.csv'), join(root, 'data-of-others', 'outside.csv')];
  for (const file of [inside, outside]) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'a\n1\n');
  }
  const instance = await confinedDuckDb(folder, 1);
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  return { connection, inside, outside, folder };
}

describe('confinedDuckDb', () => {
  it('reads and writes files inside its folder', async () => {
    const { connection, inside, folder } = await confined();
    await connection.run(`COPY (SELECT a + 1 AS a FROM read_csv(${textLiteral(inside)})) TO '${folder}/copy.csv'`);
    const read = await connection.runAndReadAll(`SELECT a::INT AS a FROM '${folder}/copy.csv'`);
    expect(read.getRowsJS()).toEqual([[2]]);
  });

  it.each<[string, (outside: string, folder: string) => string]>([
    ['reads a file outside', (outside) => `SELECT * FROM read_csv('${outside}')`],
    ['reads the text of a file outside', (outside) => `SELECT * FROM read_text('${outside}')`],
    ['reads the password file', () => "SELECT * FROM read_text('/etc/passwd')"],
    ['climbs out of the folder', (_, folder) => `SELECT * FROM read_csv('${folder}/../data-of-others/outside.csv')`],
    ['lists what is outside', (outside) => `SELECT * FROM glob('${dirname(outside)}/*')`],
    ['writes a file outside', (outside) => `COPY (SELECT 1) TO '${outside}.csv'`],
    ['attaches a database outside', (outside) => `ATTACH '${outside}.db'`],
    ['loads an extension', () => "LOAD '/tmp/x.duckdb_extension'"],
    ['installs an extension', () => 'INSTALL httpfs'],
    ['opens external access again', () => 'SET enable_external_access = true'],
    ['lets more folders in', () => "SET allowed_directories = ['/']"],
    ['lets more files in', () => "SET allowed_paths = ['/etc/passwd']"],
    ['unlocks the settings', () => 'SET lock_configuration = false'],
    ['resets a setting', () => 'RESET enable_external_access'],
    ['changes a setting that is harmless elsewhere', () => 'SET threads = 8'],
    ['spills to another folder', () => "SET temp_directory = '/tmp'"],
  ])('never %s', async (_, statement) => {
    const { connection, outside, folder } = await confined();
    const rows = connection.runAndReadAll(statement(outside, folder)).then((read) => read.getRowsJS());
    await expect(rows).rejects.toThrow(
      /Permission Error|has been locked|configuration has been|disabled|Cannot change/i,
    );
  });

  it('keeps to the folder though its name holds a quote', async () => {
    const folder = join(await tempFolder(), "it's");
    await mkdir(folder);
    const instance = await confinedDuckDb(folder, 1);
    onTestFinished(() => instance.closeSync());
    const file = join(folder, 'x.csv');
    await withConnection(instance, (connection) => connection.run(`COPY (SELECT 1 AS a) TO ${textLiteral(file)}`));
    const rows = await withConnection(instance, async (connection) =>
      (await connection.runAndReadAll(`SELECT a::INT FROM ${textLiteral(file)}`)).getRowsJS(),
    );
    expect(rows).toEqual([[1]]);
  });
});

describe('withConnection', () => {
  it('passes on what the work throws, and lends again afterwards', async () => {
    const instance = await confinedDuckDb(await tempFolder(), 1);
    onTestFinished(() => instance.closeSync());
    const failing = withConnection(instance, (connection) => connection.run('SELECT nonsense'));
    await expect(failing).rejects.toThrow('nonsense');
    const rows = await withConnection(instance, async (connection) =>
      (await connection.runAndReadAll('SELECT 1')).getRowsJS(),
    );
    expect(rows).toEqual([[1]]);
  });
});

describe('textLiteral', () => {
  it.each(['', "'", "it's", "''; DROP TABLE part; --", 'a\\b', 'ü'])('is read back as %j', async (text) => {
    const { connection } = await confined();
    expect((await connection.runAndReadAll(`SELECT ${textLiteral(text)}`)).getRowsJS()).toEqual([[text]]);
  });
});

import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { duckDbApi } from './duckdb-api.js';

/** An in-memory DuckDB that can reach files inside one folder and nothing else, and whose settings are closed to change. */
export async function confinedDuckDb(folder: string, threads: number): Promise<DuckDBInstance> {
  const instance = await duckDbApi.DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  try {
    for (const statement of [
      `SET allowed_directories = [${textLiteral(folder)}]`,
      "SET temp_directory = ''",
      'SET parquet_metadata_cache = true', // parts never change, so their footers are read once
      'SET enable_external_access = false',
      'SET lock_configuration = true',
    ])
      await connection.run(statement);
  } finally {
    connection.closeSync();
  }
  return instance;
}

/** Lends a connection of its own for the time of the work. */
export async function withConnection<Result>(
  instance: DuckDBInstance,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
  }
}

/** A text as SQL writes it. For what cannot be bound as a parameter: paths and dictionaries that we made ourselves. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

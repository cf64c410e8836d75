import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { generate, type GraphqlAnswer, startTempApp, type TempApp } from './temp-app.js';
import { type PlainRecord, plainRecords } from './plain-records.js';

/** A service with one dataset, and the dataset's records as its CSV has them. */
export interface RecordDataset {
  readonly temp: TempApp;
  readonly id: string;
  readonly plain: readonly PlainRecord[];
  /** Asks for fields of the dataset; `declarations` name the variables besides $id. */
  readonly ask: (fields: string, declarations?: string, variables?: object) => Promise<GraphqlAnswer>;
}

export async function recordDataset(settings: object): Promise<RecordDataset> {
  const temp = await startTempApp();
  const { id } = await generate(temp, { settings, seed: 'records' });
  const key = Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
  const exports = join(temp.folder, 'datasets', key, 'exports');
  const [csv = ''] = await readdir(exports);
  return {
    temp,
    id,
    plain: await plainRecords(join(exports, csv)),
    ask: (fields, declarations = '', variables = {}) =>
      temp.graphql(`query ($id: ID! ${declarations}) { dataset(id: $id) { ${fields} } }`, { id, ...variables }),
  };
}

// Writes the schema that the code defines to schema.graphql, sorted; with --check, fails when the file says otherwise.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildGraphqlSchema } from '../src/graphql/schema.js';
import type { Services } from '../src/service/services.js';

const file = join(import.meta.dirname, '../schema.graphql');
const schema = await buildGraphqlSchema({} as Services); // no resolver runs
const text = `${printSchema(lexicographicSortSchema(schema))}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('schema.graphql is not what the code defines; run: npm run schema:emit');
  process.exitCode = 1;
}

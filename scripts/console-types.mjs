// Writes what gql.tada infers the types of the console's operations from: schema.graphql, as a TypeScript type.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';

const root = join(import.meta.dirname, '..');
const OUTPUT = join(root, 'src/console/graphql/generated/introspection.d.ts');

export function generateConsoleTypes() {
  const schema = buildSchema(readFileSync(join(root, 'schema.graphql'), 'utf8'));
  const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }));
  mkdirSync(dirname(OUTPUT), { recursive: true });
  writeFileSync(OUTPUT, outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true }));
}

if (import.meta.filename === process.argv[1]) generateConsoleTypes();

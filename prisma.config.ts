// Composes prisma/models.prisma with a generator and a datasource, so that one model file serves every provider.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'prisma/config';

const root = import.meta.dirname;
const composed = join(root, 'node_modules/.cache/prisma/sqlite');
mkdirSync(composed, { recursive: true });
writeFileSync(join(composed, 'models.prisma'), readFileSync(join(root, 'prisma/models.prisma')));
writeFileSync(
  join(composed, 'datasource.prisma'),
  `generator client {
  provider            = "prisma-client"
  output              = ${JSON.stringify(join(root, 'src/catalog/generated/sqlite'))}
  moduleFormat        = "esm"
  runtime             = "nodejs"
  importFileExtension = "js"
}

datasource db {
  provider = "sqlite"
}
`,
);

export default defineConfig({
  schema: composed,
  migrations: { path: join(root, 'prisma/migrations/sqlite') },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});

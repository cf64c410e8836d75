// Keeps prisma/migrations and prisma/models.prisma in step with Prisma's own schema engine, compiled to WebAssembly:
//   tsx scripts/catalog-migrations.ts new <name>   writes the migration that takes the one to the other
//   tsx scripts/catalog-migrations.ts check        fails when they differ
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { migrate, MIGRATIONS } from '../src/catalog/migrate.js';

const root = join(import.meta.dirname, '..');

interface SchemaFile {
  path: string;
  content: string;
}

interface DiffResult {
  exitCode: number;
  stdout: string;
}

/** The part of WebAssembly that is used here; Node has it, its type declarations do not. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

/** The part of Prisma's schema engine that is used here. */
interface SchemaEngine {
  diff(request: object): Promise<DiffResult>;
  applyMigrations(request: object): Promise<{ appliedMigrationNames: string[] }>;
  free(): void;
}

interface SchemaEngineGlue {
  __wbg_set_wasm(exports: object): void;
  SchemaEngine: { 'new'(options: object, log: () => void, adapter: object): Promise<SchemaEngine> };
}

function models(): SchemaFile[] {
  const content = readFileSync(join(root, 'prisma/models.prisma'), 'utf8');
  return [{ path: 'schema.prisma', content: `datasource db {\n  provider = "sqlite"\n}\n${content}` }];
}

let loaded: Promise<SchemaEngineGlue> | undefined;

/** Once per process: a second instance would corrupt the memory of the first. */
function schemaEngine(): Promise<SchemaEngineGlue> {
  loaded ??= (async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
    const glue = (await import(join(folder, 'schema_engine_bg.js'))) as SchemaEngineGlue;
    const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    return glue;
  })();
  return loaded;
}

/** Lends the engine on a catalog file; the adapter is closed here, since the engine leaves it open. */
async function withEngine<Result>(file: string, work: (engine: SchemaEngine) => Promise<Result>): Promise<Result> {
  const adapter = new PrismaBetterSqlite3({ url: `file:${file}` });
  const opened: { dispose(): Promise<void> }[] = [];
  const connect = adapter.connect.bind(adapter);
  adapter.connect = async () => {
    const connection = await connect();
    opened.push(connection);
    return connection;
  };
  const glue = await schemaEngine();
  const datamodels = models().map(({ path, content }) => [path, content]);
  const engine = await glue.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    for (const connection of opened) await connection.dispose();
  }
}

/** SQL that takes the catalog file to models.prisma; null when they agree. */
export async function driftOf(file: string): Promise<string | null> {
  const { exitCode, stdout } = await withEngine(file, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files: models(), configDir: root },
      to: { tag: 'schemaDatamodel', files: models() },
      shadowDatabaseUrl: null,
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return exitCode === 0 ? null : stdout;
}

/** The migrations that `prisma migrate deploy` would still apply to the catalog file. */
export async function pendingForPrisma(file: string, names: readonly string[]): Promise<string[]> {
  const migrationDirectories = names.map((name) => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok', value: readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8') },
    },
  }));
  const migrationsList = {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(MIGRATIONS, 'migration_lock.toml'), 'utf8') },
    migrationDirectories,
    shadowDbInitScript: '',
  };
  const filters = { externalTables: [], externalEnums: [] };
  const { appliedMigrationNames } = await withEngine(file, (engine) =>
    engine.applyMigrations({ migrationsList, filters }),
  );
  return appliedMigrationNames;
}

async function driftOfMigrations(): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'synth911-migrations-'));
  try {
    const file = join(folder, 'catalog.db');
    migrate(file);
    return await driftOf(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main([command, name]: readonly string[]): Promise<void> {
  mkdirSync(MIGRATIONS, { recursive: true });
  const drift = await driftOfMigrations();
  if (command === 'check') {
    console.log(drift ?? 'Migrations and models agree.');
    process.exitCode = drift === null ? 0 : 1;
    return;
  }
  if (command !== 'new' || name === undefined) throw new Error('usage: catalog-migrations.ts check | new <name>');
  if (drift === null) return console.log('Nothing to migrate.');
  const folder = join(MIGRATIONS, `${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), drift);
  writeFileSync(
    join(MIGRATIONS, 'migration_lock.toml'),
    '# Please do not edit this file manually\nprovider = "sqlite"\n',
  );
  console.log(folder);
}

if (import.meta.filename === process.argv[1]) await main(process.argv.slice(2));

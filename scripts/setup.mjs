// Brings a clone to where it can run: packages from the lock file, the Prisma client, the build. Does only what is
// not up to date. Uses nothing but Node itself, since it runs before anything is installed.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const CONSOLE = join('src', 'console');
const ON_WINDOWS = process.platform === 'win32';
const [MAJOR, MINOR] = process.versions.node.split('.').map(Number);

/** Does a step again only when what it depends on has changed since. */
function whenChanged(name, facts, result, step) {
  if (isDone(name, facts, result)) return;
  console.error(`• ${name}`);
  step();
  setDone(name, facts);
}

function stampOf(name) {
  return join(root, 'node_modules/.synth911', name);
}

function isDone(name, facts, result) {
  const stamp = stampOf(name);
  return existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === facts;
}

function setDone(name, facts) {
  mkdirSync(dirname(stampOf(name)), { recursive: true });
  writeFileSync(stampOf(name), facts);
}

function hashOf(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function newestChange(path, except = '') {
  const full = join(root, path);
  const stats = statSync(full);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(full).map((entry) => join(path, entry));
  return Math.max(
    stats.mtimeMs,
    ...entries.filter((entry) => entry !== except).map((entry) => newestChange(entry, except)),
  );
}

function run(command, args, options = {}) {
  // Standard output belongs to the command that this prepares.
  execFileSync(command, args, { cwd: root, stdio: ['inherit', process.stderr, 'inherit'], ...options });
}

/**
 * The files of all packages are there when this returns; the native ones are ready when its promise is. To compile them may
 * take a minute, in which all that builds can go on.
 */
async function install() {
  const step = 'installing packages';
  const facts = `${hashOf('package-lock.json', 'package.json')} ${process.versions.modules} ${process.platform} ${process.arch}`;
  if (isDone(step, facts, 'node_modules/.package-lock.json')) return;
  console.error(`• ${step}`);
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['ci', '--ignore-scripts', ...quiet], { shell: ON_WINDOWS });
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const native = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  const words = ['rebuild', ...native, ...quiet];
  const stdio = ['ignore', process.stderr, 'inherit'];
  const [code] = await once(spawn('npm', words, { cwd: root, stdio, shell: ON_WINDOWS }), 'close');
  if (code !== 0) throw new Error(`npm ${words.join(' ')} failed`);
  setDone(step, facts);
}

async function generate() {
  const { generatePrismaClient } = await import('./prisma-generate.mjs');
  const facts = hashOf('prisma/models.prisma', 'prisma.config.ts', 'package-lock.json');
  whenChanged('generating the Prisma client', facts, 'src/catalog/generated/sqlite', generatePrismaClient);
  const { generateConsoleTypes } = await import('./console-types.mjs');
  const types = 'src/console/graphql/generated/introspection.d.ts';
  whenChanged(
    'generating the types of the console',
    hashOf('schema.graphql', 'package-lock.json'),
    types,
    generateConsoleTypes,
  );
}

function build() {
  const sources = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  const facts = String(Math.max(...sources.map((path) => newestChange(path, CONSOLE))));
  whenChanged('building', facts, 'dist/main.js', () => {
    for (const entry of existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : [])
      if (entry !== 'console') rmSync(join(root, 'dist', entry), { recursive: true, force: true });
    run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  });
}

function buildConsole() {
  const sources = [CONSOLE, join('src', 'domain'), 'package-lock.json']; // the rules of the domain are the console's, too
  const facts = String(Math.max(...sources.map((path) => newestChange(path))));
  whenChanged('building the console', facts, 'dist/console/index.html', () =>
    run(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', CONSOLE, '--logLevel', 'warn']),
  );
}

function requireNode() {
  if (MAJOR < 20 || (MAJOR === 20 && MINOR < 19)) {
    console.error(`Synth911Gen2 needs Node 20.19 or newer; this is ${process.version}.`);
    process.exit(1);
  }
}

export async function setUp() {
  requireNode();
  await Promise.all([install(), generate()]);
}

export async function setUpAndBuild() {
  requireNode();
  await Promise.all([install(), generateAndBuild()]);
}

async function generateAndBuild() {
  await generate();
  build();
  buildConsole();
}

const STEPS = { install, build: setUpAndBuild };

if (import.meta.filename === process.argv[1]) await (STEPS[process.argv[2]] ?? setUp)();

// Lays what runs the service, and nothing else, into a new folder: `node scripts/release.mjs <folder>`. The container image
// and the releases that deploy/blue-green.sh switches between are made of it. Which files of node_modules that are is traced
// from the entry points; so neither development packages nor the Prisma command line, engines and other platforms' binaries
// come along. Run it where the packages are installed for the platform that it is for.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';
import { setUpAndBuild } from './setup.mjs';

const root = join(import.meta.dirname, '..');
const ENTRY_POINTS = [
  'dist/main.js',
  'dist/cli/main.js',
  'dist/jobs/worker.js',
  'scripts/synth911.mjs',
  'scripts/healthy.mjs',
  'scripts/try-service.mjs',
];
/** What is read or resolved without being imported. */
const FOLDERS = ['deploy/haproxy', 'dist', 'prisma/migrations/sqlite'];
const FILES = ['package.json', 'LICENSE', 'scripts/serve.sh', 'deploy/blue-green.sh'];
/** Only in a clone: what sets it up, and TypeScript. */
const IGNORED = ['src/**', 'scripts/setup.mjs', 'scripts/prisma-generate.mjs', 'node_modules/tsx/**'];
/** Far larger than what is traced of them, and traced well. */
const ONLY_TRACED = new Set(['node_modules/@prisma/client']);
/** Source maps, types and prose. */
const UNUSED = /\.(map|md|markdown|[cm]?ts|tsbuildinfo)$/i;
const LICENCE = /^(licen[cs]e|copying|notice)/i;

function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(path);
    return entry.isFile() ? [path] : [];
  });
}

/** The folders of the packages that files of node_modules belong to. */
function packagesOf(files) {
  const folders = files.map((file) => {
    const parts = file.split('/');
    const name = parts.lastIndexOf('node_modules') + 1;
    return name === 0 ? null : parts.slice(0, parts[name].startsWith('@') ? name + 2 : name + 1).join('/');
  });
  return [...new Set(folders)].filter((folder) => folder !== null);
}

/** Which files of a package with `exports` are loaded is up to the Node that runs it, so these come whole. */
function hasExports(folder) {
  return 'exports' in JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** Licences ask to be handed on with what they are about. */
function licencesOf(packages) {
  return packages.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && LICENCE.test(entry.name))
      .map((entry) => `${folder}/${entry.name}`),
  );
}

async function layRelease(folder) {
  const { fileList } = await nodeFileTrace(ENTRY_POINTS, { base: root, processCwd: root, ignore: IGNORED });
  const traced = [...fileList].filter((file) => statSync(join(root, file)).isFile());
  const packages = packagesOf(traced);
  const whole = packages.filter((name) => !ONLY_TRACED.has(name) && hasExports(name));
  const files = new Set([...traced, ...FILES, ...[...FOLDERS, ...whole].flatMap(filesUnder), ...licencesOf(packages)]);
  const kept = [...files].filter((file) => !UNUSED.test(file));
  for (const file of kept) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  return kept;
}

const folder = process.argv[2];
if (!folder || (existsSync(folder) && readdirSync(folder).length > 0)) {
  console.error('Name a folder that is empty or not there yet: node scripts/release.mjs <folder>');
  process.exit(2);
}
await setUpAndBuild();
const files = await layRelease(resolve(folder));
const bytes = files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
console.log(`${files.length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB in ${resolve(folder)}`);

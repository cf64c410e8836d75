// `npm test`: sets up what is missing, then checks everything. The test runner comes last, so that its summary does.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setUpAndBuild } from './setup.mjs';

const root = join(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** @type {[string, string, string[]][]} */
const STEPS = [
  ['format', bin('oxfmt'), ['--check']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['types', bin('tsc'), ['--noEmit']],
  ['types of the console', bin('tsc'), ['--noEmit', '-p', 'src/console']],
  ["types of the console's tests", bin('tsc'), ['--noEmit', '-p', 'test/console']],
  ['schema.graphql unchanged', bin('tsx'), ['scripts/emit-schema.ts', '--check']],
  ['catalog schema unchanged', bin('tsx'), ['scripts/catalog-migrations.ts', 'check']],
  ['tests', bin('vitest'), ['run', ...process.argv.slice(2)]],
];

await setUpAndBuild(); // the command line is tested as it is built
for (const [name, command, args] of STEPS) {
  console.log(`• ${name}`);
  try {
    execFileSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  } catch {
    console.error(`✗ ${name}`);
    process.exit(1);
  }
}

// Looks for known weaknesses in what is shipped, and ends with exit code 1 when it finds one:
//   npm run security [-- --require-audit]
// Packages: where the lock file has them from, and npm's advisories. Code: rules of eslint-plugin-security and oxlint. Secrets:
// in every file that git knows or would add. Where the registry answers nothing about advisories, this says so and goes on,
// since that is no finding; with --require-audit it fails.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { judgeAudit } from './judge-audit.js';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const requireAudit = process.argv.includes('--require-audit');

/** Advisories that do not concern us, each with the reason: { 'GHSA-…': 'why' }. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

function run(command: string, args: readonly string[]) {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
}

function passes(command: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = run(command, args);
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
}

function lockFile(): readonly string[] {
  const args = ['--path', 'package-lock.json', '--type', 'npm', '--allowed-hosts', 'npm'];
  return passes(bin('lockfile-lint'), [...args, '--validate-https', '--validate-integrity']);
}

/** What is shipped has to be without any, what only builds and tests without serious ones. */
function advisories(): readonly string[] {
  const shipped = judgeAudit(run('npm', ['audit', '--json', '--omit=dev']).stdout, 'moderate', EXCEPTIONS);
  const all = shipped.answered ? judgeAudit(run('npm', ['audit', '--json']).stdout, 'high', EXCEPTIONS) : shipped;
  if (all.answered) return [...new Set([...shipped.findings, ...all.findings])];
  console.log(`  NOT CHECKED: the registry answers nothing about advisories (${all.reason})`);
  return requireAudit ? ['the advisories could not be had'] : [];
}

function code(): readonly string[] {
  return passes(bin('oxlint'), ['-c', '.oxlint-security.json', '--deny-warnings', 'src', 'scripts', 'deploy']);
}

function secrets(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return passes(
    bin('secretlint'),
    listed.split('\0').filter((file) => file !== ''),
  );
}

const SCANS = { 'lock file': lockFile, advisories, code, secrets };
for (const [name, scan] of Object.entries(SCANS)) {
  console.log(`• ${name}`);
  for (const finding of scan()) {
    console.error(`✗ ${finding}`);
    process.exitCode = 1;
  }
}
for (const [advisory, reason] of Object.entries(EXCEPTIONS)) console.log(`  excepted: ${advisory}: ${reason}`);

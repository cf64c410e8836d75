// Adds lock entries for optional platform packages that this registry does not serve, so `npm ci` accepts the lock.
// Run after every `npm install` that changes the lock:  node fix-lock.mjs package-lock.json
import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const p = lock.packages;
const OS = ['android', 'darwin', 'freebsd', 'win32', 'linux', 'openharmony', 'aix', 'sunos', 'netbsd', 'openbsd'];
const CPU = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'arm'];
let n = 0;
for (const [path, e] of Object.entries(p)) {
  for (const [name, range] of Object.entries(e.optionalDependencies ?? {})) {
    let at = path; // walk up as Node does
    let found = false;
    for (;;) {
      if (p[`${at ? `${at}/` : ''}node_modules/${name}`]) {
        found = true;
        break;
      }
      if (!at) break;
      at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '';
    }
    const version = range.replace(/^[~^]/, '');
    if (found || !/^\d+\.\d+\.\d+/.test(version)) continue;
    const os = OS.find((o) => name.includes(o));
    const cpu = CPU.find((c) => name.includes(c));
    if (!os || !cpu) {
      console.warn('skip', name, range);
      continue;
    }
    const here = os === process.platform && cpu === process.arch && !name.includes('musl');
    if (here) {
      console.warn('needed here, not added:', name, range);
      continue;
    }
    p[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(e.dev ? { dev: true } : {}),
      ...(name.includes('musl') ? { libc: ['musl'] } : {}),
      optional: true,
      os: [os],
    };
    n++;
  }
}
lock.packages = Object.fromEntries(Object.entries(p).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${n}`);

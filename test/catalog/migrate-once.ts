// Run as a process of its own by migrate.test.ts: waits for the word on standard input, migrates, answers what it applied.
import { migrate } from '../../src/catalog/migrate.js';

process.stdout.write('ready\n');
process.stdin.once('data', () => {
  process.stdout.write(JSON.stringify(migrate(process.argv[2] ?? '', process.argv[3])));
  process.stdin.destroy();
});

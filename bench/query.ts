// How fast records are paged and summed up over HTTP, from datasets of ten and of three million:
//   npm run bench:query [-- <records or data folder> …]
// A folder is taken as it is, and its first completed dataset is queried. The service runs in a process of its own, as
// it does when it is started.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { machineFacts } from './machine.js';
import { measure } from './query-client.js';
import type { Served } from './query-service.js';

const ANCHOR = `PostgreSQL 15 behind PostGraphile, two cores, 3,000,000 such records: 27 s to load and index, 915 MB; a page 3.4 ms
by cursor, 1 to 2 s by deep offset, 3.6 ms with an indexed filter; group-by 663 ms; 280 pages a second.`;

const given = process.argv.slice(2);
console.log(`${machineFacts()}; beside it ${ANCHOR}`);
for (const source of given.length > 0 ? given : ['10000000', '3000000']) {
  const service = fork(join(import.meta.dirname, 'query-service.ts'), [source], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = new Promise((resolve) => service.once('exit', resolve));
  const served = await new Promise<Served>((resolve, reject) => {
    service.once('message', resolve);
    service.once('exit', () => reject(new Error('the service ended')));
  });
  console.log(
    `\n${served.recordCount.toLocaleString('en')} records, made in ${served.seconds.toFixed(1)} s, ${Math.round(served.bytes / 1e6)} MB, over HTTP:`,
  );
  await measure(served);
  service.send('end');
  await ended;
}

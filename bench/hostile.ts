// What attacks do to the built service and to its other clients: the latency of honest clients that page through records, quiet
// and attacked, and the memory of the service.
//   npm run bench:hostile [-- --seconds 12 --only <part of a name> --as KEYS]
// KEYS: as where others reach it, each client with a key of its own. OPEN: without keys, where no rate is limited. Quiet and
// attacked slices take turns, so that whatever else the machine does meets both. The service, the clients and the attackers are
// processes of their own; the attackers have the lowest priority, since they would have machines of their own.
import { fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Attack, ATTACKS, LASTING_ATTACKS } from '../test/support/attacks.js';
import { runCli } from '../test/support/cli.js';
import { followed } from '../test/support/followed-dataset.js';
import type { Target } from '../test/support/hostile-client.js';
import { ServiceProcess } from '../test/support/service-process.js';
import type { Command, Order, Report } from './hostile-attacker.js';
import { HonestClients } from './hostile-honest.js';
import { machineFacts, quantile } from './machine.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '12' },
    only: { type: 'string', default: '' },
    as: { type: 'string', default: 'KEYS,OPEN' },
  },
});
const milliseconds = Number(values.seconds) * 1_000;

const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const RECORDS = 500_000;
/** Rounds of an attack that go on at once, and how long a slice is; what lasts takes its time and is done once. */
const [AT_ONCE, SLICE, LONG_SLICE] = [4, 2_000, 6_000];
const LOOK = 250;
/** The address that attackers come from, also on this machine. */
const ELSEWHERE = '127.0.0.2';
/** Megabytes of JavaScript objects: about what Node takes by itself in a container of 2 GiB. */
const HEAP = 1_024;

class Attackers {
  private readonly process = fork(join(import.meta.dirname, 'hostile-attacker.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  readonly report = new Promise<Report>((resolve, reject) => {
    this.process.once('message', resolve);
    this.process.once('exit', () => reject(new Error('the attackers ended')));
  });

  constructor(order: Order) {
    this.report.catch(() => undefined); // whoever waits for it hears of it
    this.process.send(order);
  }

  tell(command: Command): void {
    this.process.send(command);
  }
}

async function mebibytes({ pid }: ServiceProcess): Promise<number> {
  const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1];
  return Math.round((Number(pages) * 4_096) / 2 ** 20);
}

/** Latencies in milliseconds, slice by slice, and the memory of the service all the while. */
async function measured(service: ServiceProcess, honest: HonestClients, order: Order, slice: number) {
  const attackers = new Attackers(order);
  await sleep(2_000); // until they have started
  const memory: number[] = [];
  const looking = setInterval(() => void mebibytes(service).then((size) => memory.push(size)), LOOK);
  const [quiet, attacked]: [number[][], number[][]] = [[], []];
  for (let left = milliseconds; left > 0; left -= slice) {
    quiet.push(await honest.page(slice));
    attackers.tell('ATTACK');
    attacked.push(await honest.page(slice));
    attackers.tell('REST');
    await sleep(500);
  }
  clearInterval(looking);
  attackers.tell('STOP');
  return { quiet, attacked, memory, report: await attackers.report };
}

/** The median of the slices: what else the machine does spoils some of them. */
function ofSlices(slices: readonly number[][], share: number): number {
  return quantile(
    slices.map((latencies) => quantile(latencies, share)),
    0.5,
  );
}

async function meet(service: ServiceProcess, honest: HonestClients, target: Target, attack: Attack): Promise<void> {
  const isLasting = LASTING_ATTACKS.includes(attack);
  const order = { attack: attack.name, target, atOnce: isLasting ? 1 : AT_ONCE };
  [honest.cutOff, honest.refused] = [0, 0];
  const { quiet, attacked, memory, report } = await measured(service, honest, order, isLasting ? LONG_SLICE : SLICE);
  const figures = [0.5, 0.99].map((share) => {
    const [before, then] = [ofSlices(quiet, share), ofSlices(attacked, share)];
    return `p${share * 100} ${before.toFixed(1)} → ${then.toFixed(1)} ms (× ${(then / before).toFixed(2)})`;
  });
  const pages = attacked.flat().length;
  console.log(`\n  ${attack.name}\n    pages of others: ${figures.join(', ')}, ${pages} pages while attacked`);
  const { cutOff, refused } = honest;
  if (cutOff + refused > 0) console.log(`    of others: ${cutOff} connections cut off, ${refused} pages refused`);
  console.log(`    memory of the service: ${memory[0]} → ${memory.at(-1)} MiB, at most ${Math.max(...memory)} MiB`);
  const outcomes = Object.entries(report.outcomes).map(([outcome, count]) => `${outcome} ${count} times`);
  console.log(`    answered: ${outcomes.join(', ') || 'nothing that ended'}`);
  if (report.wrong.length === 0) return;
  console.log(`    WRONG: ${report.wrong.join(', ')}`);
  process.exitCode = 1;
}

/** Makes a key by the command line, which ends open mode. */
async function keyOf(dataDir: string, name: string): Promise<string | undefined> {
  const words = ['keys', 'create', '--name', name, '--role', 'MAINTAINER'];
  const { stdout } = await runCli(dataDir, words, { SYNTH911_DATA_DIR: dataDir });
  return /s911_\S+/.exec(stdout)?.[0];
}

async function bench(as: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'synth911-bench-'));
  const keys = as === 'KEYS' ? [await keyOf(dataDir, 'honest'), await keyOf(dataDir, 'attacker')] : [];
  const service = await ServiceProcess.start(dataDir, {
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
    ...(as === 'KEYS' ? { HOST: '0.0.0.0' } : {}),
  });
  try {
    const input = { settings: { recordCount: RECORDS }, formats: [] };
    const { data } = await service.graphql(GENERATE, { input }, keys[0]);
    const datasetId = data.generateDataset.dataset.id;
    const url = service.url.replace('0.0.0.0', '127.0.0.1');
    await followed(service, datasetId, () => false, keys[0]);
    const honest = new HonestClients({ url, key: keys[0], datasetId }, RECORDS);
    await honest.page(5_000); // a service that has just started is slower
    console.log(`\n${as}: ${await mebibytes(service)} MiB`);
    for (const attack of ATTACKS.filter(({ name }) => name.includes(values.only)))
      await meet(service, honest, { url, key: keys[1], datasetId, from: ELSEWHERE }, attack);
    honest.close();
  } finally {
    await service.end('SIGTERM');
    await rm(dataDir, { recursive: true });
  }
}

console.log(machineFacts());
for (const as of values.as.split(',')) await bench(as);

// The attackers of bench/hostile.ts, in a process of their own so that they take no time from the clients that are measured:
// attacks until it is told to stop, and tells what came of it.
import { EventEmitter, once } from 'node:events';
import { setPriority } from 'node:os';
import { type Attack, ATTACKS, RATE_LIMITED } from '../test/support/attacks.js';
import { HostileClient, type Outcome, type Target } from '../test/support/hostile-client.js';

/** What the attackers are asked for. */
export interface Order {
  readonly attack: string;
  readonly target: Target;
  /** How many rounds go on at once. */
  readonly atOnce: number;
}

/** What came of it: how often. */
export interface Report {
  readonly outcomes: Readonly<Record<string, number>>;
  /** Those that must not be. */
  readonly wrong: readonly Outcome[];
}

/** When one address opens too many connections at once. */
const CUT_OFF = ['no answer ECONNRESET', 'no answer read ECONNRESET', 'no answer socket hang up'];

const LOWEST_PRIORITY = 19;
setPriority(LOWEST_PRIORITY); // attackers have machines of their own: here they may have what the service leaves

/** Lets attackers go on, or holds them back. */
export type Command = 'ATTACK' | 'REST' | 'STOP';

/** Attacks while it is told to, until it is told to stop. */
class Attackers {
  private readonly counts: Record<string, number> = {};
  private command: Command = 'REST';
  private clients: HostileClient[] = [];
  private readonly commanded = new EventEmitter();
  private number = Date.now() % 1_000_000; // another one than when the bench ran before

  constructor(
    private readonly attack: Attack,
    private readonly target: Target,
  ) {}

  obey(command: Command): void {
    this.command = command;
    if (command !== 'ATTACK') for (const client of this.clients.splice(0)) client.close();
    this.commanded.emit('command');
  }

  async run(atOnce: number): Promise<Report> {
    await Promise.all(Array.from({ length: atOnce }, () => this.goOn()));
    const allowed = new Set([...this.attack.outcomes, ...(this.attack.besides ?? []), ...RATE_LIMITED, ...CUT_OFF]);
    return { outcomes: this.counts, wrong: Object.keys(this.counts).filter((outcome) => !allowed.has(outcome)) };
  }

  private async goOn(): Promise<void> {
    while (this.command !== 'STOP') {
      if (this.command === 'ATTACK') await this.untilRest();
      else await once(this.commanded, 'command');
    }
  }

  private async untilRest(): Promise<void> {
    const client = new HostileClient(this.target);
    this.clients.push(client);
    while (this.command === 'ATTACK') {
      const outcomes = await this.attack.round(client, this.number++);
      if (this.command !== 'ATTACK') return; // the end was ours
      for (const outcome of outcomes) this.counts[outcome] = (this.counts[outcome] ?? 0) + 1;
    }
  }
}

let attackers: Attackers | undefined;
process.once('disconnect', () => process.exit()); // nobody is there to stop them
process.on('message', (message: Order | Command) => {
  if (typeof message === 'string') return attackers?.obey(message);
  const attack = ATTACKS.find(({ name }) => name === message.attack);
  if (!attack) throw new Error(`there is no attack '${message.attack}'`);
  attackers = new Attackers(attack, message.target);
  void attackers.run(message.atOnce).then((report) => process.send?.(report, () => process.disconnect()));
});

// The honest clients of bench/hostile.ts: they walk through the records, a page every so often.
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../test/support/hostile-client.js';

const PAGE = `query ($id: ID!, $after: String, $offset: Int) { dataset(id: $id) { records(first: 50, after: $after, offset: $offset) {
  nodes { callId agency eventTime problem priorityNumber queueTime totalTime disposition } pageInfo { endCursor } } } }`;
/** Clients, and milliseconds from page to page of each: together 80 a second, which one key may ask for. */
const [CLIENTS, PAUSE] = [4, 50];

interface PageAnswer {
  readonly data: {
    readonly dataset: { readonly records: { readonly pageInfo: { readonly endCursor: string | null } } };
  };
  readonly errors?: unknown;
}

/** Each keeps one connection open. */
export class HonestClients {
  private readonly agents = Array.from({ length: CLIENTS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  private readonly places: object[];
  /** Connections that the service has cut off, and pages that it refused, as where all clients are one; they come again. */
  cutOff = 0;
  refused = 0;

  constructor(
    private readonly target: Target,
    records: number,
  ) {
    this.places = this.agents.map((_agent, index) => ({ offset: Math.floor((index * records) / CLIENTS) }));
  }

  /** Pages for so many milliseconds; answers how long each page took. */
  async page(millis: number): Promise<number[]> {
    return (await Promise.all(this.agents.map((agent, index) => this.walk(agent, index, millis)))).flat();
  }

  close(): void {
    for (const agent of this.agents) agent.destroy();
  }

  /** Asks for a page when it is due, or as soon as the one before is there. */
  private async walk(agent: Agent, index: number, millis: number): Promise<number[]> {
    const measured: number[] = [];
    const until = performance.now() + millis;
    for (let due = performance.now(); due < until; due = Math.max(due + PAUSE, performance.now())) {
      await sleep(due - performance.now());
      const asked = performance.now();
      const answer = await this.ask(agent, this.places[index]).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
        this.cutOff++;
        return null;
      });
      if (answer === null) continue;
      const { data, errors } = JSON.parse(answer) as PageAnswer;
      if (errors !== undefined) {
        this.refused++;
        continue;
      }
      measured.push(performance.now() - asked);
      const { endCursor } = data.dataset.records.pageInfo;
      this.places[index] = endCursor === null ? { offset: 0 } : { after: endCursor };
    }
    return measured;
  }

  private ask(agent: Agent, place: object | undefined): Promise<string> {
    const { url, key, datasetId } = this.target;
    const body = JSON.stringify({ query: PAGE, variables: { id: datasetId, ...place } });
    const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...authorization };
    return new Promise((resolve, reject) => {
      const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, (answer) => {
        text(answer).then(resolve, reject);
      });
      sent.on('error', reject).end(body);
    });
  }
}

import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { MessageType, stringifyMessage } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Json } from './temp-app.js';

/** Where an attack goes, and whose key it has, if any. */
export interface Target {
  /** Without a slash at the end. */
  readonly url: string;
  readonly key: string | undefined;
  /** Global id of a dataset that is COMPLETED. */
  readonly datasetId: string;
  /** The address to come from, such as 127.0.0.2; left out: that of others on this machine. */
  readonly from?: string;
}

/** What came of one thing that an attacker did, such as `400 OPERATION_TOO_COMPLEX`, `200 OK` or `closed 1009`. */
export type Outcome = string;

/** A WebSocket that is let in, and what it is told. */
export interface HostileSocket {
  readonly socket: WebSocket;
  /** Messages that came, the acknowledgement left out. */
  readonly told: Json[];
  /** How it was closed; null: it is open. */
  closed: Outcome | null;
}

/** One client that does what clients should not. */
export class HostileClient {
  private readonly agent: Agent;
  private readonly open = new Set<Socket | WebSocket>();
  /** Options of whatever it opens. */
  private readonly from: { readonly localAddress?: string };

  constructor(readonly target: Target) {
    this.from = target.from === undefined ? {} : { localAddress: target.from };
    this.agent = new Agent({ keepAlive: true, ...this.from });
  }

  /** Posts a body, or, in chunks, one whose length is not told before. */
  post(body: string, length: 'TOLD' | 'CHUNKED' = 'TOLD'): Promise<Outcome> {
    const size = length === 'TOLD' ? { 'content-length': Buffer.byteLength(body) } : { 'transfer-encoding': 'chunked' };
    const headers = { 'content-type': 'application/json', ...this.authorization, ...size };
    return new Promise((resolve) => {
      const sent = request(`${this.target.url}/graphql`, { method: 'POST', agent: this.agent, headers }, (answer) => {
        outcomeOf(answer).then(resolve, (error: NodeJS.ErrnoException) => resolve(`cut off ${error.code}`));
      });
      sent.on('error', (error: NodeJS.ErrnoException) => resolve(`no answer ${error.code}`));
      sent.once('socket', hearFaults);
      sent.end(body);
    });
  }

  ask(query: string, variables: object = {}): Promise<Outcome> {
    return this.post(JSON.stringify({ query, variables }));
  }

  /** Opens a connection on which so much is said and no more; answers its status, or how it was closed, once it was. */
  mute(said: string): { readonly socket: Socket; readonly outcome: Promise<Outcome> } {
    const { hostname, port } = new URL(this.target.url);
    const socket = connect({ port: Number(port), host: hostname, ...this.from }, () => socket.write(said));
    this.open.add(socket);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    const outcome = new Promise<Outcome>((resolve) => {
      let fault = '';
      socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => (fault = ` ${code}`));
      socket.on('close', () => {
        this.open.delete(socket);
        resolve(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1] ?? `closed${fault}`);
      });
    });
    return { socket, outcome };
  }

  /** Opens a WebSocket; answers it, or what it was refused with. */
  async socket(): Promise<HostileSocket | Outcome> {
    const socket = new WebSocket(`${this.target.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', this.from);
    this.open.add(socket);
    socket.on('close', () => this.open.delete(socket));
    const opened: HostileSocket = { socket, told: [], closed: null };
    return new Promise((resolve) => {
      socket.on('unexpected-response', (_request, answer: IncomingMessage) => {
        resolve(String(answer.statusCode));
        socket.terminate();
      });
      socket.on('error', ({ message }) => resolve(`no answer ${message}`));
      socket.on('close', (code) => {
        opened.closed = `closed ${code}`;
        resolve(opened.closed);
      });
      socket.on('open', () =>
        socket.send(stringifyMessage({ type: MessageType.ConnectionInit, payload: this.authorization })),
      );
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString());
        if (message.type === MessageType.ConnectionAck) resolve(opened);
        else opened.told.push(message);
      });
    });
  }

  /** Says something over a WebSocket of its own that was let in; answers what it is told, or how it is closed. */
  async say(message: string | Buffer): Promise<Outcome> {
    const opened = await this.socket();
    if (typeof opened === 'string') return opened;
    const { socket } = opened;
    return new Promise((resolve) => {
      socket.on('close', (code) => resolve(`closed ${code}`));
      socket.on('message', (data: Buffer) => {
        resolve(toldIn(JSON.parse(data.toString())));
        socket.terminate();
      });
      socket.send(message);
    });
  }

  /** Waits until all its connections are closed. */
  async allClosed(): Promise<void> {
    await Promise.all([...this.open].map((socket) => once(socket, 'close')));
  }

  /** Ends whatever is open, without a word. */
  close(): void {
    this.agent.destroy();
    for (const socket of this.open) {
      if (socket instanceof WebSocket) socket.terminate();
      else socket.destroy();
    }
  }

  /** Headers of its requests, as lines. */
  get headers(): string {
    const lines = { 'content-type': 'application/json', ...this.authorization };
    return Object.entries(lines)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
  }

  private get authorization(): Record<string, string> {
    return this.target.key === undefined ? {} : { authorization: `Bearer ${this.target.key}` };
  }
}

/** A socket may be cut off when its request is answered already, and still sent. */
function hearFaults(socket: Socket): void {
  if (!socket.listeners('error').includes(ignore)) socket.on('error', ignore);
}

function ignore(): void {}

/** What a message says: the codes of its errors, or its type. */
export function toldIn({ type, payload }: Json): Outcome {
  const errors = type === MessageType.Error ? payload : (payload?.errors ?? []);
  return errors.map(({ extensions }: Json) => extensions?.code ?? 'no code').join(' ') || type;
}

async function outcomeOf(answer: IncomingMessage): Promise<Outcome> {
  const body = await text(answer);
  return `${answer.statusCode} ${codesIn(body)}`;
}

/** The codes of the errors in an answer; OK: there are none. */
function codesIn(body: string): string {
  if (!body.includes('"errors"')) return 'OK';
  const { errors = [] } = JSON.parse(body);
  const codes = new Set(errors.map(({ extensions }: Json) => extensions?.code ?? 'no code'));
  return [...codes].join(' ');
}

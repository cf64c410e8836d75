import { isIPv6 } from 'node:net';
import { isLoopback } from '../config/open-mode.js';
import type { Limits } from '../config/limits.js';
import type { Caller } from '../domain/caller.js';
import { RateLimitedError } from '../domain/errors.js';
import { Rate } from './rate.js';

/** Tokens that take about as long to parse and to validate as a small operation takes altogether. */
const TOKENS_AN_OPERATION = 40;
/** The same of objects, which are to be found and written down. */
const OBJECTS_AN_OPERATION = 100;
/** The same of JSON. */
const CHARACTERS_AN_OPERATION = 8_192;
/** Messages over WebSockets, of whatever kind, for each operation. */
const MESSAGES_AN_OPERATION = 10;
/** Milliseconds in which TCP connections are counted, since many at once delay others. */
const CONNECTION_WINDOW = 100;
/** How many one address may open in that time: five for each operation that it may ask for, and what a browser or a pool opens. */
const [CONNECTIONS_AN_OPERATION, LEAST_CONNECTIONS] = [5, 50];
/** What counts as so many operations, or more, waits until what was done before is paid for. */
const LARGE = 5;

/** What one client has in hand at once, over HTTP and WebSocket together: it takes no more of each than it may. */
export class ClientLimits {
  readonly operations: Shares;
  /** That were asked for, and are not all sent yet. */
  readonly objects: Shares;
  readonly subscriptions: Shares;
  readonly sockets: Shares;
  private readonly rate: Rate;
  /** How many small operations the large ones come to. */
  private readonly weight: Rate;
  private readonly refusals: Rate;
  private readonly messages: Rate;
  private readonly connections: Rate;
  /** Whether those who show no key are on this machine. */
  private readonly isLocal: boolean;

  constructor(
    private readonly limits: Limits,
    host: string,
  ) {
    this.operations = new Shares(limits.operations, 'operations at once');
    this.objects = new Shares(limits.operation.cost, 'objects asked for at once');
    this.subscriptions = new Shares(limits.subscriptions, 'subscriptions');
    this.sockets = new Shares(limits.sockets, 'WebSockets');
    this.rate = new Rate(limits.rate);
    this.weight = new Rate(limits.rate);
    this.refusals = new Rate(limits.rate);
    this.messages = new Rate(limits.rate * MESSAGES_AN_OPERATION);
    const connections = (limits.rate * CONNECTIONS_AN_OPERATION * CONNECTION_WINDOW) / 1_000;
    this.connections = new Rate(Math.max(connections, LEAST_CONNECTIONS), CONNECTION_WINDOW);
    this.isLocal = isLoopback(host);
  }

  /** Counts an operation. Throws RateLimitedError when it is one too many just now. */
  count(caller: Client): void {
    if (this.isFree(caller)) return;
    const seconds = this.rate.take(clientOf(caller), 1);
    if (seconds !== null)
      throw new RateLimitedError(`At most ${this.limits.rate} operations a second are answered to one client`, seconds);
  }

  /** Counts a TCP connection; false: nobody who means well opens so many. */
  mayConnect(address: string): boolean {
    const client = { keyId: null, address };
    return this.isFree(client) || this.connections.take(clientOf(client), 1) === null;
  }

  /** Counts a message over a WebSocket, by its size as well; false: nobody who means well sends so much. */
  mayTell(caller: Client, bytes: number): boolean {
    const messages = 1 + (bytes * MESSAGES_AN_OPERATION) / CHARACTERS_AN_OPERATION;
    return this.isFree(caller) || this.messages.take(clientOf(caller), messages) === null;
  }

  /** Counts an operation that was refused; false: the client does not mind, and asks on and on. */
  mayAskOn(caller: Client): boolean {
    return this.isFree(caller) || this.refusals.take(clientOf(caller), 1) === null;
  }

  /** Counts what it takes to parse so much JSON. Throws RateLimitedError as weigh does. */
  countCharacters(caller: Client, characters: number): void {
    this.weigh(caller, characters / CHARACTERS_AN_OPERATION);
  }

  /** Counts what it takes to parse a text that is not known. Throws RateLimitedError as weigh does. */
  countTokens(caller: Client, tokens: number): void {
    this.weigh(caller, tokens / TOKENS_AN_OPERATION);
  }

  /** Counts what it takes to find so many objects and to write them down. Throws RateLimitedError as weigh does. */
  countObjects(caller: Client, objects: number): void {
    this.weigh(caller, objects / OBJECTS_AN_OPERATION);
  }

  /** Counts work by how many small operations it comes to. What is large is not done until those before are paid for. */
  private weigh(caller: Client, operations: number): void {
    if (this.isFree(caller)) return;
    const client = clientOf(caller);
    if (operations < LARGE) return this.weight.add(client, operations);
    const seconds = this.weight.take(client, operations);
    if (seconds === null) return;
    const reason = `A large operation counts as several, and at most ${this.limits.rate} a second are answered to one client`;
    throw new RateLimitedError(reason, seconds);
  }

  /** The one person who works on this machine is held to no rate. */
  private isFree({ keyId }: Client): boolean {
    return keyId === null && this.isLocal;
  }
}

/** By what clients are told apart. */
export type Client = Pick<Caller, 'keyId' | 'address'>;

/** Things of which each client may have so many at once. */
export class Shares {
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly what: string,
  ) {}

  /** Takes some, and answers how to give them back. Throws RateLimitedError when the client would have more than it may. */
  take(caller: Client, count = 1): () => void {
    const client = clientOf(caller);
    const taken = this.taken.get(client) ?? 0;
    if (taken + count > this.most)
      throw new RateLimitedError(`One client may have ${this.most.toLocaleString('en-US')} ${this.what}`, 1);
    this.taken.set(client, taken + count);
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.giveBack(client, count);
    };
  }

  private giveBack(client: string, count: number): void {
    const left = (this.taken.get(client) ?? 0) - count;
    if (left > 0) this.taken.set(client, left);
    else this.taken.delete(client);
  }
}

/** By what clients are told apart: their key, or else their address; of IPv6, the network, in which one may have any. */
export function clientOf({ keyId, address }: Client): string {
  if (keyId !== null) return `key ${keyId}`;
  return `address ${isIPv6(address ?? '') ? networkOf(address ?? '') : address}`;
}

/** The first 64 of the 128 bits. */
function networkOf(address: string): string {
  const [start = '', end = ''] = address.split('::');
  const missing = 8 - groupsOf(start).length - groupsOf(end).length;
  const filled = address.includes('::')
    ? [...groupsOf(start), ...Array<string>(missing).fill('0'), ...groupsOf(end)]
    : groupsOf(start);
  return filled
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

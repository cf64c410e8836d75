import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../domain/caller.js';
import { type InputIssue, InvalidInputError } from '../domain/errors.js';

export const DEFAULT_LINK_SECONDS = 900;

/** Longer ones are not taken by every client and proxy. */
const MAX_LINK_LENGTH = 8_000;

const SIGNATURE = '&signature=';

/** For whom a link is, and for how long. */
export interface LinkTerms {
  readonly caller: Pick<Caller, 'keyId'>;
  /** null: for as long as links usually are. */
  readonly validSeconds?: number | null | undefined;
  readonly now: Date;
}

/** Links by which whoever has one can download one thing for a while, such as a browser or pandas, with no header. */
export class DownloadLinks {
  constructor(
    private readonly secret: Buffer,
    private readonly maxSeconds: number,
  ) {}

  /** Path and query, signed for the caller's key; with no key there is nothing to sign for. Throws InvalidInputError. */
  to(path: string, query: Readonly<Record<string, string>>, { caller, validSeconds, now }: LinkTerms): string {
    const seconds = this.checkedSeconds(validSeconds);
    const terms = caller.keyId === null ? {} : { key: caller.keyId, expires: String(secondsOf(now) + seconds) };
    // This writes no character that a browser would write otherwise, so that the signature holds.
    const parameters = new URLSearchParams({ ...query, ...terms }).toString();
    const link = parameters === '' ? path : `${path}?${parameters}`;
    const whole = caller.keyId === null ? link : `${link}${SIGNATURE}${this.signatureOf(link)}`;
    if (whole.length > MAX_LINK_LENGTH) throw new InvalidInputError([tooLong(whole.length)]);
    return whole;
  }

  /** Id of the key that a link was made with; null when it is none of ours, was altered, or is over. */
  keyIn(link: string, now: Date): string | null {
    const [signed, signature] = partsOf(link);
    const [given, wanted] = [Buffer.from(signature), Buffer.from(this.signatureOf(signed))];
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
    const terms = new URLSearchParams(signed.slice(signed.indexOf('?')));
    return Number(terms.get('expires')) > secondsOf(now) ? terms.get('key') : null;
  }

  private checkedSeconds(validSeconds: number | null | undefined): number {
    const { maxSeconds } = this;
    const seconds = validSeconds ?? Math.min(DEFAULT_LINK_SECONDS, maxSeconds);
    if (seconds >= 1 && seconds <= maxSeconds) return seconds;
    const message = `validSeconds is ${seconds}; it must be 1 to ${maxSeconds}.`;
    throw new InvalidInputError([{ path: ['validSeconds'], code: seconds < 1 ? 'TOO_SMALL' : 'TOO_LARGE', message }]);
  }

  private signatureOf(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('base64url');
  }
}

/** A path and query as everybody may see it. */
export function withoutSignature(url: string): string {
  return url.replace(/&signature=[^&]*/, '');
}

/** What is signed, and the signature; empty: there is none. */
function partsOf(url: string): [signed: string, signature: string] {
  const end = url.indexOf(SIGNATURE);
  return end < 0 ? [url, ''] : [url.slice(0, end), url.slice(end + SIGNATURE.length)];
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1_000);
}

function tooLong(length: number): InputIssue {
  const message = `The filter makes a link of ${length} characters, and ${MAX_LINK_LENGTH} are the most; export the records with it instead.`;
  return { path: ['filter'], code: 'TOO_LARGE', message };
}

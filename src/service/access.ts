import type { ApiKeyRepository } from '../catalog/api-key-repository.js';
import { type ApiKey, statusOfKey } from '../domain/api-key.js';
import { type Caller, openCaller } from '../domain/caller.js';
import type { DownloadLinks } from './download-links.js';
import { isSecret, keyInHeader, makeKey } from './key-text.js';

/** What a request shows of who sends it. */
export interface Credentials {
  /** As in the HTTP header: `Bearer <key>`. */
  readonly authorization: string | undefined;
  /** Path and query that are asked for, where a signed link is enough. */
  readonly link?: string | undefined;
  /** Network address that it came from. */
  readonly address: string;
}

/** Tells who a caller is: the one place that does so, whichever way a request comes in. */
export class AccessService {
  /** What a key that nobody has is compared with, so that the answer takes as long. */
  private readonly nobodys = makeKey().secret;

  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly links: DownloadLinks,
    /** Whether the service may be open as long as nobody has made a key. */
    private readonly mayBeOpen: boolean,
  ) {}

  /** Whether anybody may do everything. That ends for good when the first key is made. */
  async isOpen(): Promise<boolean> {
    return this.mayBeOpen && !(await this.keys.anyMade());
  }

  /** null: unknown, whatever is wrong with the key and the link. */
  async callerOf({ authorization, link, address }: Credentials): Promise<Caller | null> {
    if (await this.isOpen()) return openCaller(address);
    const now = new Date();
    const isActive = (candidate: ApiKey | null) => candidate && statusOfKey(candidate, now) === 'ACTIVE';
    const shown = await this.keyIn(authorization);
    const key = isActive(shown) ? shown : await this.keyOfLink(link, now);
    if (!key || !isActive(key)) return null;
    const { id, name, role } = key;
    return { keyId: id, name, role, address };
  }

  private async keyIn(authorization: string | undefined): Promise<ApiKey | null> {
    const shown = keyInHeader(authorization);
    if (!shown) return null;
    const stored = await this.keys.find(shown.id);
    return isSecret(shown.secret, stored?.secret ?? this.nobodys) && stored ? stored.key : null;
  }

  /** The key that a link was made with, which ends with it. */
  private async keyOfLink(link: string | undefined, now: Date): Promise<ApiKey | null> {
    const id = link === undefined ? null : this.links.keyIn(link, now);
    return id === null ? null : ((await this.keys.find(id))?.key ?? null);
  }
}

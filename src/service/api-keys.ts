import { type ApiKeyRepository, apiKeySeekKey } from '../catalog/api-key-repository.js';
import { type ApiKey, apiKeyTexts } from '../domain/api-key.js';
import type { Caller, Role } from '../domain/caller.js';
import { type Page, type PageArguments, pageRequest } from '../domain/connection.js';
import { ApiKeyRevokedError, type InputIssue, InvalidInputError, NotFoundError } from '../domain/errors.js';
import { type CursorCodec, seekKeyFrom } from './cursor.js';
import { issuesOf } from './input-issues.js';
import { makeKey } from './key-text.js';
import { MAX_CATALOG_PAGE } from './profiles.js';

export interface CreateApiKey {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: Date | null;
}

export interface CreatedApiKey {
  readonly apiKey: ApiKey;
  /** What its owner shows; told this once. */
  readonly key: string;
}

const SCOPE = { collection: 'apiKeys', order: 'CREATED_AT DESC', filter: {} };

/** Making, listing and revoking of API keys. */
export class ApiKeyService {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly cursors: CursorCodec,
  ) {}

  async find(id: string): Promise<ApiKey | null> {
    return (await this.keys.find(id))?.key ?? null;
  }

  /** Newest first. */
  async page(args: PageArguments): Promise<Page<ApiKey> & { cursorOf: (key: ApiKey) => string }> {
    const page = await this.keys.page({
      ...pageRequest(args, MAX_CATALOG_PAGE),
      direction: 'DESC',
      after: seekKeyFrom(this.cursors, 'after', args.after, SCOPE, 'CREATED_AT'),
      before: seekKeyFrom(this.cursors, 'before', args.before, SCOPE, 'CREATED_AT'),
    });
    return { ...page, cursorOf: (key) => this.cursors.encodeSeekKey(SCOPE, apiKeySeekKey(key)) };
  }

  count(): Promise<number> {
    return this.keys.count();
  }

  async create(input: CreateApiKey, caller: Caller): Promise<CreatedApiKey> {
    const now = new Date();
    const texts = apiKeyTexts.safeParse(input);
    const issues = [...(texts.success ? [] : issuesOf(texts.error)), ...expiryIssues(input.expiresAt ?? null, now)];
    if (!texts.success || issues.length > 0) throw new InvalidInputError(issues);
    const { id, text, secret } = makeKey();
    const { role, expiresAt = null } = input;
    const stamps = { createdBy: caller.name, createdAt: now, expiresAt, revokedAt: null };
    const apiKey = { id, name: texts.data.name, role, ...stamps };
    await this.keys.insert({ key: apiKey, secret });
    return { apiKey, key: text };
  }

  /** At once, in every process on the data folder. */
  async revoke(id: string): Promise<ApiKey> {
    const revoked = await this.keys.revoke(id, new Date());
    const key = await this.find(id);
    if (!key) throw new NotFoundError('API key', id, ['id']);
    if (!revoked) throw new ApiKeyRevokedError();
    return key;
  }
}

function expiryIssues(expiresAt: Date | null, now: Date): InputIssue[] {
  if (expiresAt === null || expiresAt > now) return [];
  const message = `expiresAt is ${expiresAt.toISOString()}, which is past; give a later time, or leave it out.`;
  return [{ path: ['expiresAt'], code: 'INVALID_VALUE', message }];
}

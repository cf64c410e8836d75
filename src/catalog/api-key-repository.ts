import type { ApiKey } from '../domain/api-key.js';
import type { Page } from '../domain/connection.js';
import type { Catalog } from './catalog.js';
import type { Prisma } from './generated/sqlite/client.js';
import { KeptRows } from './kept-rows.js';
import { type SeekKey, seekPage, type SeekRequest } from './seek.js';

/** What a key's secret is known by. */
export interface SecretHash {
  readonly salt: string;
  readonly hash: string;
}

export interface StoredApiKey {
  readonly key: ApiKey;
  readonly secret: SecretHash;
}

type ApiKeyRow = Prisma.ApiKeyGetPayload<object>;

/** Where a key stands among the others, by when it was made. */
export function apiKeySeekKey({ createdAt, id }: ApiKey): SeekKey {
  return { value: createdAt, id };
}

export class ApiKeyRepository {
  private readonly kept: KeptRows<StoredApiKey>;
  private readonly keptCount: KeptRows<{ readonly some: boolean }>;

  constructor(private readonly catalog: Catalog) {
    this.kept = new KeptRows(catalog);
    this.keptCount = new KeptRows(catalog);
  }

  /** Kept until the catalog changes, whoever changes it, since every request begins with it. */
  find(id: string): Promise<StoredApiKey | null> {
    return this.kept.find(id, async () => {
      const row = await this.catalog.db.apiKey.findUnique({ where: { id } });
      return row && toStored(row);
    });
  }

  /** Whether any key was ever made, revoked and expired ones too. */
  async anyMade(): Promise<boolean> {
    const read = async () => ({ some: (await this.catalog.db.apiKey.findFirst({ select: { id: true } })) !== null });
    return (await this.keptCount.find('', read))?.some === true;
  }

  page(request: SeekRequest): Promise<Page<ApiKey>> {
    const find = async (conditions: object[], orderBy: object[], take: number) => {
      const rows = await this.catalog.db.apiKey.findMany({ where: { AND: conditions }, orderBy, take });
      return rows.map((row) => toStored(row).key);
    };
    return seekPage({ column: 'createdAt', find, keyOf: apiKeySeekKey }, request);
  }

  count(): Promise<number> {
    return this.catalog.db.apiKey.count();
  }

  async insert({ key, secret }: StoredApiKey): Promise<void> {
    await this.catalog.write((tx) => tx.apiKey.create({ data: { ...key, ...secret } }));
  }

  /** Makes a key good for nothing; false: it is revoked already, or there is none. */
  async revoke(id: string, revokedAt: Date): Promise<boolean> {
    const change = { where: { id, revokedAt: null }, data: { revokedAt } };
    return (await this.catalog.write((tx) => tx.apiKey.updateMany(change))).count > 0;
  }
}

function toStored({ salt, hash, ...key }: ApiKeyRow): StoredApiKey {
  return { key, secret: { salt, hash } };
}

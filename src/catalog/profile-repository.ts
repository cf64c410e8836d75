import type { Page } from '../domain/connection.js';
import { BuiltInProfileError, NotFoundError, StaleRevisionError } from '../domain/errors.js';
import type { ProfileFilter, ProfileOrder } from '../domain/filters.js';
import { nameKey } from '../domain/name-key.js';
import type { Profile } from '../domain/profile.js';
import type { GenerationSettings } from '../domain/settings.js';
import type { Catalog, Transaction } from './catalog.js';
import type { Prisma } from './generated/sqlite/client.js';
import { createOnce, type IdempotencyRequest, resultIn } from './idempotency.js';
import { nameConditions } from './name-condition.js';
import { type SeekKey, seekPage, type SeekRequest, type SeekTable } from './seek.js';

const WITH_TAGS = { tags: { orderBy: { position: 'asc' } } } as const satisfies Prisma.ProfileInclude;
type ProfileRow = Prisma.ProfileGetPayload<{ include: typeof WITH_TAGS }>;

const ORDER_COLUMN = { NAME: 'nameKey', CREATED_AT: 'createdAt', UPDATED_AT: 'updatedAt' } as const;

/** Where a profile stands in an order. */
export function profileSeekKey(profile: Profile, field: ProfileOrder['field']): SeekKey {
  const value = { NAME: nameKey(profile.name), CREATED_AT: profile.createdAt, UPDATED_AT: profile.updatedAt }[field];
  return { value, id: profile.id };
}

export class ProfileRepository {
  constructor(private readonly catalog: Catalog) {}

  async find(id: string): Promise<Profile | null> {
    const row = await this.catalog.db.profile.findUnique({ where: { id }, include: WITH_TAGS });
    return row && toProfile(row);
  }

  async findByName(name: string): Promise<Profile | null> {
    const row = await this.catalog.db.profile.findUnique({ where: { nameKey: nameKey(name) }, include: WITH_TAGS });
    return row && toProfile(row);
  }

  /** What the same idempotency key stored, if it is there still: it answers a request that could not be met again. */
  async findCreated(idempotency: IdempotencyRequest | null): Promise<Profile | null> {
    const id = idempotency && (await resultIn(this.catalog.db, idempotency));
    return id === null ? null : this.find(id);
  }

  page(filter: ProfileFilter, field: ProfileOrder['field'], request: SeekRequest): Promise<Page<Profile>> {
    const where = conditionsOf(filter);
    const table: SeekTable<Profile> = {
      column: ORDER_COLUMN[field],
      find: async (conditions, orderBy, take) => {
        const query = { where: { AND: [...where, ...conditions] }, orderBy, take, include: WITH_TAGS };
        return (await this.catalog.db.profile.findMany(query)).map(toProfile);
      },
      keyOf: (profile) => profileSeekKey(profile, field),
    };
    return seekPage(table, request);
  }

  count(filter: ProfileFilter): Promise<number> {
    return this.catalog.db.profile.count({ where: { AND: conditionsOf(filter) } });
  }

  /** Stores a profile at its first revision, or finds the one that the same idempotency key stored. */
  async insert(profile: Profile, idempotency: IdempotencyRequest | null): Promise<Profile> {
    return this.catalog.write(async (tx) => {
      const exists = async (id: string) => (await tx.profile.count({ where: { id } })) > 0;
      const id = await createOnce(tx, idempotency, exists, async () => {
        await tx.profile.create({ data: { id: profile.id, createdAt: profile.createdAt, ...columnsOf(profile) } });
        await writeTags(tx, profile);
        await writeRevision(tx, profile);
        return profile.id;
      });
      return toProfile(await tx.profile.findUniqueOrThrow({ where: { id }, include: WITH_TAGS }));
    });
  }

  /** Stores the next revision of a profile, as somebody's; throws when it is no longer at the expected one. */
  async update(next: Profile, expectedRevision: number, revisedBy: string | null): Promise<Profile> {
    return this.catalog.write(async (tx) => {
      const where = { id: next.id, revision: expectedRevision, builtIn: false };
      const { count } = await tx.profile.updateMany({ where, data: columnsOf(next) });
      if (count === 0) throw await whyUnchanged(tx, next.id, expectedRevision);
      await tx.profileTag.deleteMany({ where: { profileId: next.id } });
      await writeTags(tx, next);
      await writeRevision(tx, { ...next, createdBy: revisedBy });
      return next;
    });
  }

  /** Deletes a profile; its datasets stay. Throws when it is no longer at the expected revision. */
  async delete(id: string, expectedRevision: number): Promise<void> {
    await this.catalog.write(async (tx) => {
      const { count } = await tx.profile.deleteMany({ where: { id, revision: expectedRevision, builtIn: false } });
      if (count === 0) throw await whyUnchanged(tx, id, expectedRevision);
    });
  }
}

/** Why a conditional write found no row. */
async function whyUnchanged(tx: Transaction, id: string, expectedRevision: number): Promise<Error> {
  const row = await tx.profile.findUnique({ where: { id } });
  if (!row) return new NotFoundError('profile', id, ['id']);
  return row.builtIn ? new BuiltInProfileError(row.name) : new StaleRevisionError(expectedRevision, row.revision);
}

function columnsOf(profile: Profile) {
  const { name, description, revision, builtIn, createdBy, updatedAt } = profile;
  const settings = profile.settings as unknown as Prisma.InputJsonObject;
  return { name, nameKey: nameKey(name), description, settings, revision, builtIn, createdBy, updatedAt };
}

async function writeTags(tx: Transaction, { id, tags }: Profile): Promise<void> {
  await tx.profileTag.createMany({ data: tags.map((tag, position) => ({ profileId: id, position, tag })) });
}

async function writeRevision(tx: Transaction, profile: Profile): Promise<void> {
  const { id: profileId, revision, name, createdBy, updatedAt: createdAt } = profile;
  const settings = profile.settings as unknown as Prisma.InputJsonObject;
  await tx.profileRevision.create({ data: { profileId, revision, name, settings, createdBy, createdAt } });
}

function conditionsOf(filter: ProfileFilter): Prisma.ProfileWhereInput[] {
  return [
    ...(filter.name ? nameConditions(filter.name) : []),
    ...(filter.tag === undefined ? [] : [{ tags: { some: { tag: filter.tag } } }]),
    ...(filter.builtIn === undefined ? [] : [{ builtIn: filter.builtIn }]),
  ];
}

function toProfile({ nameKey: _, settings, tags, ...row }: ProfileRow): Profile {
  return { ...row, settings: settings as unknown as GenerationSettings, tags: tags.map((entry) => entry.tag) };
}

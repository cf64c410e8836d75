import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfileRepository, profileSeekKey } from '../../src/catalog/profile-repository.js';
import type { SeekRequest } from '../../src/catalog/seek.js';
import {
  BuiltInProfileError,
  IdempotencyMismatchError,
  NotFoundError,
  StaleRevisionError,
} from '../../src/domain/errors.js';
import { ORDER_DIRECTIONS, PROFILE_ORDER_FIELDS, type StringFilter } from '../../src/domain/filters.js';
import type { Profile } from '../../src/domain/profile.js';
import { someSettings } from '../domain/some-settings.js';
import { aProfile, CREATED_AT, tempCatalog } from './temp-catalog.js';

async function repositoryOf(...profiles: Profile[]) {
  const catalog = await tempCatalog();
  const repository = new ProfileRepository(catalog);
  for (const profile of profiles) await repository.insert(profile, null);
  return { catalog, repository };
}

function hoursLater(hours: number): Date {
  return new Date(CREATED_AT.getTime() + hours * 3_600_000);
}

const WHOLE: SeekRequest = { count: 100, backward: false, direction: 'ASC', after: null, before: null };

describe('ProfileRepository', () => {
  it('gives back what was put in', async () => {
    const profile = aProfile({
      description: 'Für alle',
      tags: ['b', 'a'],
      createdBy: 'me',
      settings: someSettings({ callTypes: [{ name: 'HAZMAT', weight: 0.1 }], weekdayWeights: [1, 2, 3, 4, 5, 6, 0] }),
    });
    const { repository } = await repositoryOf(profile);
    expect(await repository.find(profile.id)).toEqual(profile);
    expect(await repository.findByName(' a PROFILE ')).toEqual(profile);
    expect(await repository.find('nobody')).toBeNull();
    expect(await repository.findByName('nobody')).toBeNull();
  });

  it('takes each name once, whatever its case', async () => {
    const { repository } = await repositoryOf(aProfile());
    await expect(repository.insert(aProfile({ id: 'profile-2', name: 'A PROFILE' }), null)).rejects.toThrow(/unique/i);
    expect(await repository.count({})).toBe(1);
  });

  it('keeps each revision, and changes only the one that is expected', async () => {
    const profile = aProfile({ tags: ['old'] });
    const { repository, catalog } = await repositoryOf(profile);
    const next = {
      ...profile,
      name: 'Renamed',
      tags: ['new', 'er'],
      revision: 2,
      settings: someSettings({ recordCount: 7 }),
    };
    await repository.update(next, 1, null);
    expect(await repository.find(profile.id)).toEqual(next);
    const stale = repository.update({ ...next, name: 'Again', revision: 2 }, 1, null);
    await expect(stale).rejects.toThrow(StaleRevisionError);
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', details: { currentRevision: 2 } });
    expect(await repository.find(profile.id)).toEqual(next);
    const revisions = await catalog.db.profileRevision.findMany({ orderBy: { revision: 'asc' } });
    expect(revisions.map(({ revision, name }) => [revision, name])).toEqual([
      [1, 'A profile'],
      [2, 'Renamed'],
    ]);
    expect(revisions.map(({ settings }) => settings)).toEqual([profile.settings, next.settings]);
  });

  it('lets only one of two changes of the same revision through', async () => {
    const profile = aProfile();
    const { repository } = await repositoryOf(profile);
    const changes = ['one', 'other'].map((name) => repository.update({ ...profile, name, revision: 2 }, 1, null));
    const results = await Promise.allSettled(changes);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    expect((await repository.find(profile.id))?.name).toBe('one');
  });

  it('changes and deletes no built-in profile', async () => {
    const { repository } = await repositoryOf(aProfile({ builtIn: true }));
    await expect(repository.update(aProfile({ name: 'x', revision: 2 }), 1, null)).rejects.toThrow(BuiltInProfileError);
    await expect(repository.delete('profile-1', 1)).rejects.toThrow(BuiltInProfileError);
    expect((await repository.find('profile-1'))?.name).toBe('A profile');
  });

  it('deletes a profile at the expected revision, its tags and revisions with it', async () => {
    const { repository, catalog } = await repositoryOf(aProfile({ tags: ['a'] }));
    await expect(repository.delete('profile-1', 2)).rejects.toThrow(StaleRevisionError);
    await repository.delete('profile-1', 1);
    expect(await repository.find('profile-1')).toBeNull();
    expect([await catalog.db.profileTag.count(), await catalog.db.profileRevision.count()]).toEqual([0, 0]);
    await expect(repository.delete('profile-1', 1)).rejects.toThrow(NotFoundError);
  });
});

describe('ProfileRepository.insert with an idempotency key', () => {
  const request = { caller: '', key: 'k', inputHash: 'h', now: CREATED_AT };

  it('stores once and finds the same profile again', async () => {
    const { repository } = await repositoryOf();
    const first = await repository.insert(aProfile(), request);
    const again = await repository.insert(aProfile({ id: 'profile-2' }), request);
    expect(again).toEqual(first);
    expect(await repository.count({})).toBe(1);
  });

  it('stores once though both requests come together', async () => {
    const { repository } = await repositoryOf();
    const both = await Promise.all(['1', '2'].map((id) => repository.insert(aProfile({ id }), request)));
    expect(both.map(({ id }) => id)).toEqual(['1', '1']);
  });

  it('refuses the key with another input, and stores nothing', async () => {
    const { repository } = await repositoryOf();
    await repository.insert(aProfile(), request);
    const other = repository.insert(aProfile({ id: 'profile-2', name: 'Other' }), { ...request, inputHash: 'other' });
    await expect(other).rejects.toThrow(IdempotencyMismatchError);
    expect(await repository.count({})).toBe(1);
  });

  it('keeps the keys of callers apart', async () => {
    const { repository } = await repositoryOf();
    await repository.insert(aProfile(), request);
    const other = aProfile({ id: 'profile-2', name: 'Other' });
    expect(await repository.insert(other, { ...request, caller: 'someone', inputHash: 'x' })).toEqual(other);
  });

  it('forgets a key after 24 hours, not before', async () => {
    const { repository } = await repositoryOf();
    await repository.insert(aProfile(), request);
    const other = aProfile({ id: 'profile-2', name: 'Other' });
    expect((await repository.insert(other, { ...request, now: hoursLater(24) })).id).toBe('profile-1');
    expect((await repository.insert(other, { ...request, now: hoursLater(24.001) })).id).toBe('profile-2');
  });

  it('stores anew when what the key made is gone', async () => {
    const { repository } = await repositoryOf();
    await repository.insert(aProfile(), request);
    await repository.delete('profile-1', 1);
    expect((await repository.insert(aProfile({ id: 'profile-2' }), request)).id).toBe('profile-2');
    expect((await repository.insert(aProfile({ id: 'profile-3' }), request)).id).toBe('profile-2');
  });

  it('does not remember a key whose profile could not be stored', async () => {
    const { repository } = await repositoryOf(aProfile());
    await expect(repository.insert(aProfile({ id: 'profile-2' }), request)).rejects.toThrow(/unique/i);
    const renamed = aProfile({ id: 'profile-2', name: 'Other' });
    expect(await repository.insert(renamed, { ...request, inputHash: 'other' })).toEqual(renamed);
  });
});

describe('ProfileRepository.page', () => {
  it.each<[StringFilter, string[]]>([
    [{ contains: '%' }, ['100% full']],
    [{ contains: '_' }, ['a_b']],
    [{ contains: '\\' }, ['back\\slash']],
    [{ startsWith: 'A' }, ['a_b', 'axb']],
    [{ startsWith: 'a_' }, ['a_b']],
    [{ contains: 'FULL' }, ['100% full', '1000 full']],
    [{ contains: ' full' }, ['100% full', '1000 full']],
    [{ contains: 'full ' }, []],
    [{ contains: 'ÉTÉ' }, ['été']],
    [{ eq: 'A_B' }, ['a_b']],
    [{ eq: 'a%' }, []],
    [{ ne: 'a_b', startsWith: 'a' }, ['axb']],
    [{ in: ['AXB', 'a_b', 'nobody'] }, ['a_b', 'axb']],
    [{ in: [] }, []],
    [{ notIn: ['axb', 'A_B'], contains: 'b' }, ['back\\slash']],
    [{}, ['100% full', '1000 full', 'a_b', 'axb', 'back\\slash', 'été']],
  ])('takes the text of %j literally and without case', async (name, found) => {
    const names = ['100% full', '1000 full', 'a_b', 'axb', 'back\\slash', 'été'];
    const { repository } = await repositoryOf(...names.map((each, i) => aProfile({ id: `${i}`, name: each })));
    const { items } = await repository.page({ name }, 'NAME', WHOLE);
    expect(items.map((profile) => profile.name).toSorted()).toEqual(found.toSorted());
    expect(await repository.count({ name })).toBe(found.length);
  });

  it('filters by tag and by whether a profile is built in', async () => {
    const { repository } = await repositoryOf(
      aProfile({ id: '1', name: 'one', tags: ['x', 'y'] }),
      aProfile({ id: '2', name: 'two', tags: ['y'], builtIn: true }),
      aProfile({ id: '3', name: 'three' }),
    );
    const ids = async (filter: object) => (await repository.page(filter, 'NAME', WHOLE)).items.map(({ id }) => id);
    expect(await ids({ tag: 'y' })).toEqual(['1', '2']);
    expect(await ids({ tag: 'y', builtIn: false })).toEqual(['1']);
    expect(await ids({ builtIn: true })).toEqual(['2']);
    expect(await ids({ tag: 'Y' })).toEqual([]);
  });

  // Profiles of few moments, so that most tie and their ids decide.
  const profiles = Array.from({ length: 9 }, (_, i) =>
    aProfile({
      id: `id-${(i * 5) % 9}`,
      name: `Name ${(i * 7) % 9}`,
      createdAt: new Date(CREATED_AT.getTime() + (i % 2)),
      updatedAt: new Date(CREATED_AT.getTime() + (i % 3)),
    }),
  );

  it('walks every order forward and backward, each profile once, with flags that are exact', async () => {
    const { repository } = await repositoryOf(...profiles);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PROFILE_ORDER_FIELDS),
        fc.constantFrom(...ORDER_DIRECTIONS),
        fc.boolean(),
        fc.integer({ min: 1, max: 10 }),
        async (field, direction, backward, count) => {
          const expected = sorted(profiles, field, direction);
          const walked: string[] = [];
          let request: SeekRequest = { count, backward, direction, after: null, before: null };
          for (let pages = 0; pages <= profiles.length; pages++) {
            const page = await repository.page({}, field, request);
            const ids = page.items.map(({ id }) => id);
            if (backward) walked.unshift(...ids);
            else walked.push(...ids);
            const more = backward ? page.hasPreviousPage : page.hasNextPage;
            const behind = backward ? page.hasNextPage : page.hasPreviousPage;
            expect(more).toBe(walked.length < profiles.length);
            expect(behind).toBe(pages > 0);
            if (!more) break;
            const edge = profileSeekKey((backward ? page.items[0] : page.items.at(-1)) as Profile, field);
            request = { ...request, after: backward ? null : edge, before: backward ? edge : null };
          }
          expect(walked).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives any window between two profiles, as a slice of the whole order', async () => {
    const { repository } = await repositoryOf(...profiles);
    const edge = fc.option(fc.integer({ min: 0, max: 8 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PROFILE_ORDER_FIELDS),
        fc.constantFrom(...ORDER_DIRECTIONS),
        fc.tuple(edge, edge, fc.boolean(), fc.integer({ min: 0, max: 10 })),
        async (field, direction, [after, before, backward, count]) => {
          const order = sorted(profiles, field, direction);
          const window = order.slice(after === null ? 0 : after + 1, before ?? order.length);
          const expected = backward ? window.slice(Math.max(0, window.length - count)) : window.slice(0, count);
          const key = (at: number | null) => (at === null ? null : profileSeekKey(order[at] as Profile, field));
          const page = await repository.page({}, field, {
            count,
            backward,
            direction,
            after: key(after),
            before: key(before),
          });
          expect(page.items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          if (expected.length === 0) return;
          expect(page.hasPreviousPage).toBe(expected[0] !== order[0]);
          expect(page.hasNextPage).toBe(expected.at(-1) !== order.at(-1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says of an empty page what lies on either side of it', async () => {
    const { repository } = await repositoryOf(...profiles);
    const order = sorted(profiles, 'NAME', 'ASC');
    const [first, last] = [order[0], order.at(-1)].map((profile) => profileSeekKey(profile as Profile, 'NAME'));
    const flags = async (request: Partial<SeekRequest>) => {
      const { items, hasNextPage, hasPreviousPage } = await repository.page({}, 'NAME', { ...WHOLE, ...request });
      expect(items).toEqual([]);
      return { hasNextPage, hasPreviousPage };
    };
    expect(await flags({ count: 0 })).toEqual({ hasNextPage: true, hasPreviousPage: false });
    expect(await flags({ count: 0, backward: true })).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(await flags({ after: last! })).toEqual({ hasNextPage: false, hasPreviousPage: true });
    expect(await flags({ before: first!, backward: true })).toEqual({ hasNextPage: true, hasPreviousPage: false });
  });
});

/** What the order means: by the field, then by id, both in the same direction. */
function sorted(profiles: readonly Profile[], field: (typeof PROFILE_ORDER_FIELDS)[number], direction: 'ASC' | 'DESC') {
  const keyOf = (profile: Profile) =>
    [
      { NAME: profile.name, CREATED_AT: profile.createdAt.toISOString(), UPDATED_AT: profile.updatedAt.toISOString() }[
        field
      ],
      profile.id,
    ].join(' | ');
  const ascending = profiles.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return direction === 'ASC' ? ascending : ascending.toReversed();
}

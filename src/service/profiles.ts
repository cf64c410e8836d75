import { v7 as uuidv7 } from 'uuid';
import { isUniqueViolation } from '../catalog/catalog.js';
import type { IdempotencyRequest } from '../catalog/idempotency.js';
import { type ProfileRepository, profileSeekKey } from '../catalog/profile-repository.js';
import { BUILT_IN_PROFILES } from '../domain/built-in-profiles.js';
import type { Caller } from '../domain/caller.js';
import { type Page, type PageArguments, pageRequest } from '../domain/connection.js';
import {
  BuiltInProfileError,
  type InputIssue,
  InvalidInputError,
  NameTakenError,
  NotFoundError,
  StaleRevisionError,
} from '../domain/errors.js';
import { checkFilter, type ProfileFilter, type ProfileOrder } from '../domain/filters.js';
import { type Profile, profileTexts } from '../domain/profile.js';
import {
  applyPatch,
  defaultSettings,
  type GenerationSettings,
  settingsFrom,
  type SettingsPatch,
} from '../domain/settings.js';
import { inspectSettings, type SettingsLimits } from '../domain/settings-rules.js';
import { type CursorCodec, seekKeyFrom } from './cursor.js';
import { idempotencyKeyIssues, idempotencyOf } from './idempotency.js';
import { issuesOf } from './input-issues.js';

export const MAX_CATALOG_PAGE = 500;

export interface CreateProfile {
  readonly name: string;
  readonly description?: string | null;
  readonly tags?: readonly string[] | null;
  readonly settings?: SettingsPatch | null;
  readonly idempotencyKey?: string | null;
}

/** What is left out stays; null clears. */
export interface UpdateProfile {
  readonly id: string;
  readonly expectedRevision: number;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly tags?: readonly string[] | null;
  readonly settings?: SettingsPatch | null;
}

export interface DuplicateProfile {
  readonly id: string;
  readonly name: string;
  readonly idempotencyKey?: string | null;
}

export interface ProfilePageArguments extends PageArguments {
  readonly filter?: ProfileFilter | null;
  readonly orderBy?: ProfileOrder | null;
}

const BY_NAME: ProfileOrder = { field: 'NAME', direction: 'ASC' };

/** Saving and sharing of profiles. */
export class ProfileService {
  constructor(
    private readonly profiles: ProfileRepository,
    private readonly cursors: CursorCodec,
    private readonly limits: SettingsLimits,
  ) {}

  find(id: string): Promise<Profile | null> {
    return this.profiles.find(id);
  }

  findByName(name: string): Promise<Profile | null> {
    return this.profiles.findByName(name);
  }

  async page(args: ProfilePageArguments): Promise<Page<Profile> & { cursorOf: (profile: Profile) => string }> {
    const filter = args.filter ?? {};
    const orderBy = args.orderBy ?? BY_NAME;
    checkFilter(filter);
    const scope = { collection: 'profiles', order: `${orderBy.field} ${orderBy.direction}`, filter };
    const page = await this.profiles.page(filter, orderBy.field, {
      ...pageRequest(args, MAX_CATALOG_PAGE),
      direction: orderBy.direction,
      after: seekKeyFrom(this.cursors, 'after', args.after, scope, orderBy.field),
      before: seekKeyFrom(this.cursors, 'before', args.before, scope, orderBy.field),
    });
    return {
      ...page,
      cursorOf: (profile) => this.cursors.encodeSeekKey(scope, profileSeekKey(profile, orderBy.field)),
    };
  }

  count(filter?: ProfileFilter | null): Promise<number> {
    return this.profiles.count(filter ?? {});
  }

  async create(input: CreateProfile, caller: Caller): Promise<Profile> {
    const { name, description = null, tags } = input;
    const profile = await this.checked(
      { name, description, tags: tags ?? [], settings: settingsFrom(input.settings ?? {}) },
      { id: uuidv7(), revision: 1, createdBy: caller.name },
      idempotencyKeyIssues(input),
      mayReuseName(input),
    );
    return this.insert(profile, idempotencyOf('createProfile', input, caller));
  }

  async update(input: UpdateProfile, caller: Caller): Promise<Profile> {
    const current = await this.profiles.find(input.id);
    if (!current) throw new NotFoundError('profile', input.id, ['id']);
    if (current.builtIn) throw new BuiltInProfileError(current.name);
    if (current.revision !== input.expectedRevision)
      throw new StaleRevisionError(input.expectedRevision, current.revision);
    const { name, description, tags, settings } = input;
    const next = {
      name: name === undefined ? current.name : (name ?? ''),
      description: description === undefined ? current.description : description,
      tags: tags === undefined ? current.tags : (tags ?? []),
      settings: settings === null ? defaultSettings() : applyPatch(current.settings, settings ?? {}),
    };
    const { id, createdAt, createdBy } = current;
    const profile = await this.checked(next, { id, revision: current.revision + 1, createdBy }, [], false);
    return this.translatingTakenName(profile.name, () =>
      this.profiles.update({ ...profile, createdAt }, input.expectedRevision, caller.name),
    );
  }

  async duplicate(input: DuplicateProfile, caller: Caller): Promise<Profile> {
    const created = await this.profiles.findCreated(idempotencyOf('duplicateProfile', input, caller));
    if (created) return created;
    const original = await this.profiles.find(input.id);
    if (!original) throw new NotFoundError('profile', input.id, ['id']);
    const profile = await this.checked(
      { ...original, name: input.name },
      { id: uuidv7(), revision: 1, createdBy: caller.name },
      idempotencyKeyIssues(input),
      mayReuseName(input),
    );
    return this.insert(profile, idempotencyOf('duplicateProfile', input, caller));
  }

  delete(id: string, expectedRevision: number): Promise<void> {
    return this.profiles.delete(id, expectedRevision);
  }

  /** Adds the profiles that come with the service where they are missing. */
  async addBuiltIns(): Promise<void> {
    for (const { id, settings, ...texts } of BUILT_IN_PROFILES) {
      if ((await this.profiles.find(id)) || (await this.profiles.findByName(texts.name))) continue;
      const now = new Date();
      const stamps = { createdBy: null, createdAt: now, updatedAt: now };
      const profile = { id, ...texts, settings: settingsFrom(settings), revision: 1, builtIn: true, ...stamps };
      await this.profiles.insert(profile, null).catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error; // another process on this folder was quicker
      });
    }
  }

  private insert(profile: Profile, idempotency: IdempotencyRequest | null): Promise<Profile> {
    return this.translatingTakenName(profile.name, () => this.profiles.insert(profile, idempotency));
  }

  /** A profile whose every part has been checked; throws all problems at once. */
  private async checked(
    given: { name: string; description: string | null; tags: readonly string[]; settings: GenerationSettings },
    identity: { id: string; revision: number; createdBy: string | null },
    otherIssues: readonly InputIssue[],
    nameMayBeTaken: boolean,
  ): Promise<Profile> {
    const texts = profileTexts.safeParse(given);
    const { settings, issues: settingsIssues } = inspectSettings(given.settings, this.limits);
    const taken = nameMayBeTaken ? null : await this.takenName(given.name, identity.id);
    const issues = [...(texts.success ? [] : issuesOf(texts.error)), ...settingsIssues, ...otherIssues];
    if (taken && issues.length === 0) throw new NameTakenError(taken);
    if (!texts.success || !settings || issues.length > 0)
      throw new InvalidInputError(taken ? [...issues, taken] : issues);
    const now = new Date();
    return { ...identity, ...texts.data, settings, builtIn: false, createdAt: now, updatedAt: now };
  }

  private async takenName(name: string, ownId: string): Promise<InputIssue | null> {
    const holder = await this.profiles.findByName(name);
    return holder && holder.id !== ownId ? takenNameIssue(name) : null;
  }

  private async translatingTakenName<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (isUniqueViolation(error)) throw new NameTakenError(takenNameIssue(name));
      throw error;
    }
  }
}

/** Whether the name may be taken by what the same idempotency key made earlier; the catalog decides that. */
function mayReuseName({ idempotencyKey }: CreateProfile | DuplicateProfile): boolean {
  return typeof idempotencyKey === 'string';
}

function takenNameIssue(name: string): InputIssue {
  const message = `There is already a profile named '${name.trim()}'; names are compared without case.`;
  return { path: ['name'], code: 'DUPLICATE', message };
}

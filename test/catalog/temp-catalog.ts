import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Catalog } from '../../src/catalog/catalog.js';
import type { Profile } from '../../src/domain/profile.js';
import { someSettings } from '../domain/some-settings.js';
import { tempFolder } from '../records/temp-folder.js';

/** An empty catalog for the running test. */
export async function tempCatalog(): Promise<Catalog> {
  const folder = await tempFolder();
  const catalog = Catalog.open(join(folder, 'catalog.db'));
  onTestFinished(() => catalog.close());
  return catalog;
}

export const CREATED_AT = new Date('2025-06-01T12:00:00.000Z');

export function aProfile(overrides: Partial<Profile> = {}): Profile {
  return {
    id: 'profile-1',
    name: 'A profile',
    description: null,
    tags: [],
    settings: someSettings(),
    revision: 1,
    builtIn: false,
    createdBy: null,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...overrides,
  };
}

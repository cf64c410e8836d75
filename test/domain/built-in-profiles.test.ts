import { describe, expect, it } from 'vitest';
import { BUILT_IN_PROFILES } from '../../src/domain/built-in-profiles.js';
import { nameKey } from '../../src/domain/name-key.js';
import { profileTexts } from '../../src/domain/profile.js';
import { checkSettings } from '../../src/domain/settings-rules.js';
import { defaultSettings, settingsFrom } from '../../src/domain/settings.js';
import { LIMITS } from './some-settings.js';

describe('BUILT_IN_PROFILES', () => {
  it.each(BUILT_IN_PROFILES.map((profile) => [profile.name, profile] as const))(
    '%s has settings and texts that a person could save',
    (_, { name, description, tags, settings }) => {
      const whole = settingsFrom(settings);
      expect(checkSettings(whole, LIMITS)).toEqual(whole);
      expect(profileTexts.parse({ name, description, tags })).toEqual({ name, description, tags });
    },
  );

  it('have ids and names of their own', () => {
    expect(new Set(BUILT_IN_PROFILES.map(({ id }) => id)).size).toBe(BUILT_IN_PROFILES.length);
    expect(new Set(BUILT_IN_PROFILES.map(({ name }) => nameKey(name))).size).toBe(BUILT_IN_PROFILES.length);
  });

  it("hold the original's defaults unchanged", () => {
    const classic = BUILT_IN_PROFILES.find(({ name }) => name === "Original's defaults");
    expect(classic && settingsFrom(classic.settings)).toEqual(defaultSettings('CLASSIC'));
  });
});

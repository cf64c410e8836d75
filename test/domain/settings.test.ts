import { describe, expect, it } from 'vitest';
import { applyPatch, defaultSettings, settingsFrom } from '../../src/domain/settings.js';
import { someSettings } from './some-settings.js';

describe('defaultSettings', () => {
  it("are the original's in the CLASSIC model", () => {
    expect(defaultSettings('CLASSIC')).toEqual({
      recordCount: 10_000,
      startDate: '2024-01-01',
      endDate: '2024-12-31',
      locale: 'EN_US',
      agencies: [
        { agency: 'LAW', weight: null },
        { agency: 'EMS', weight: null },
        { agency: 'FIRE', weight: null },
        { agency: 'RESCUE', weight: null },
      ],
      callTypes: null,
      namesPerShift: 8,
      addressPoolSize: 2_500,
      timingModel: 'CLASSIC',
      shiftPattern: 'ISO_WEEK_PARITY',
      hourlyWeights: null,
      weekdayWeights: null,
      monthlyWeights: null,
    });
  });
});

describe('applyPatch', () => {
  const base = someSettings({
    recordCount: 40,
    locale: 'SV_SE',
    shiftPattern: 'TWO_BY_12H',
    agencies: [{ agency: 'FIRE', weight: 2 }],
    callTypes: [{ name: 'HAZMAT', weight: 3 }],
    weekdayWeights: [1, 1, 1, 1, 1, 0, 0],
  });

  it('keeps what is left out', () => {
    expect(applyPatch(base, {})).toEqual(base);
    expect(applyPatch(base, { recordCount: 41 })).toEqual({ ...base, recordCount: 41 });
  });

  it('sets what is given, as a whole', () => {
    const agencies = [{ agency: 'EMS', weight: null }] as const;
    expect(applyPatch(base, { agencies, weekdayWeights: [1, 2, 3, 4, 5, 6, 7] })).toEqual({
      ...base,
      agencies,
      weekdayWeights: [1, 2, 3, 4, 5, 6, 7],
    });
  });

  it.each(Object.keys(defaultSettings()) as (keyof ReturnType<typeof defaultSettings>)[])(
    'resets %s to its default with null, and nothing else',
    (key) => {
      const defaults = defaultSettings(key === 'timingModel' ? undefined : base.timingModel);
      expect(applyPatch(base, { [key]: null })).toEqual({ ...base, [key]: defaults[key] });
    },
  );

  it('changes neither the settings nor the patch', () => {
    const [before, patch] = [structuredClone(base), { recordCount: null, locale: 'DE_DE' } as const];
    applyPatch(base, patch);
    expect(base).toEqual(before);
    expect(patch).toEqual({ recordCount: null, locale: 'DE_DE' });
  });
});

describe('settingsFrom', () => {
  it('takes defaults for what is left out or null', () => {
    expect(settingsFrom({ recordCount: 5, locale: null })).toEqual({ ...defaultSettings(), recordCount: 5 });
    expect(settingsFrom({ timingModel: null, shiftPattern: null })).toEqual(defaultSettings());
  });
});

import { checkSettings, type SettingsLimits } from '../../src/domain/settings-rules.js';
import { type GenerationSettings, type SettingsPatch, settingsFrom } from '../../src/domain/settings.js';

export const LIMITS: SettingsLimits = { maxRecordCount: 100_000_000 };

/** Checked settings of a small CLASSIC run; a test names only what it is about. */
export function someSettings(patch: SettingsPatch = {}): GenerationSettings {
  return checkSettings(
    settingsFrom({ timingModel: 'CLASSIC', recordCount: 100, namesPerShift: 2, addressPoolSize: 20, ...patch }),
    LIMITS,
  );
}

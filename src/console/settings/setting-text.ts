import type { GenerationSettings } from '../../domain/settings.js';
import { LOCALES } from '../../domain/vocabulary/locales.js';
import { formatLocalDate, formatNumber } from '../format/format.js';
import { texts } from '../texts/texts.js';
import { type NumberText, type SettingsDraft, settingsOf } from './settings-draft.js';

type Settings = Readonly<GenerationSettings>;

/** What a setting is, as people read it. */
export function settingText(key: keyof GenerationSettings, settings: Settings): string {
  const { timingModels, shiftPatterns, values } = texts.settings;
  switch (key) {
    case 'recordCount':
    case 'namesPerShift':
    case 'addressPoolSize':
      return numberText(settings[key]);
    case 'startDate':
    case 'endDate':
      return settings[key] === '' ? '' : formatLocalDate(settings[key]);
    case 'locale':
      return LOCALES.find(({ code }) => code === settings.locale)?.name ?? settings.locale;
    case 'timingModel':
      return timingModels[settings.timingModel].name;
    case 'shiftPattern':
      return shiftPatterns[settings.shiftPattern];
    case 'agencies':
      return agenciesText(settings);
    case 'callTypes':
      return settings.callTypes ? values.callTypes(settings.callTypes.length) : values.all;
    default:
      return settings[key] ? settings[key].map(numberText).join(' · ') : values.modelsOwn;
  }
}

function agenciesText({ agencies }: Settings): string {
  const { values, agencies: names } = texts.settings;
  return agencies
    .map(({ agency, weight }) => values.agency(names[agency], weight === null ? null : numberText(weight)))
    .join(', ');
}

/** A setting of a draft, right or not, as people read it. */
export function draftText(key: keyof GenerationSettings, draft: SettingsDraft): string {
  return settingText(key, settingsOf(draft) as unknown as GenerationSettings);
}

/** The number as people write it; what is none yet, as it stands in its field. */
function numberText(value: NumberText): string {
  return typeof value === 'number' ? formatNumber(value) : value;
}

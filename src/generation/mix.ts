import type { GenerationSettings } from '../domain/settings.js';
import { AGENCIES, type Agency } from '../domain/vocabulary/agencies.js';
import { CALL_TYPES, type CallType } from '../domain/vocabulary/call-types.js';

/** Shares of AGENCIES, in order: the settings' own, or the model's renormalised over those that take part. */
export function agencyShares(settings: GenerationSettings, ofModel: Readonly<Record<Agency, number>>): number[] {
  return AGENCIES.map((agency) => {
    const entry = settings.agencies.find((candidate) => candidate.agency === agency);
    return entry && hasCallTypes(settings, agency) ? (entry.weight ?? ofModel[agency]) : 0;
  });
}

/** Weights over CALL_TYPES for calls of an agency: the settings' own, or the model's. */
export function callTypeWeights(
  settings: GenerationSettings,
  agency: Agency,
  ofModel: (type: CallType) => number,
): number[] {
  const chosen = settings.callTypes && new Map(settings.callTypes.map((entry) => [entry.name, entry.weight]));
  return CALL_TYPES.map((type) => {
    if (type.agency !== agency) return 0;
    return chosen ? (chosen.get(type.name) ?? 0) : ofModel(type);
  });
}

/** Agencies that were asked for but have none of the selected call types, so that none of their calls can be made. */
export function agenciesWithoutCallTypes(settings: GenerationSettings): Agency[] {
  return settings.agencies.map((entry) => entry.agency).filter((agency) => !hasCallTypes(settings, agency));
}

function hasCallTypes(settings: GenerationSettings, agency: Agency): boolean {
  return callTypeWeights(settings, agency, () => 1).some((weight) => weight > 0);
}

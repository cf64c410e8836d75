/** Agency disciplines in their canonical order; every list of agencies is kept in it. */
export const AGENCIES = ['LAW', 'EMS', 'FIRE', 'RESCUE'] as const;
export type Agency = (typeof AGENCIES)[number];

export const AGENCY_DESCRIPTION: Readonly<Record<Agency, string>> = {
  LAW: 'Law enforcement.',
  EMS: 'Emergency medical services.',
  FIRE: 'Fire department.',
  RESCUE: 'Search and rescue.',
};

/** The letter that a call id carries for its agency. */
export const CALL_ID_LETTER: Readonly<Record<Agency, string>> = { LAW: 'L', EMS: 'M', FIRE: 'F', RESCUE: 'R' };

/** Synth911Gen2's own shares of the four agencies. */
export const CLASSIC_AGENCY_WEIGHT: Readonly<Record<Agency, number>> = {
  LAW: 0.72,
  EMS: 0.15,
  FIRE: 0.1,
  RESCUE: 0.03,
};

/** What the page to generate says. */
export const generate = {
  title: 'Generate',
  intro: 'Choose what the records should look like. The service makes them, and tells you here when they are ready.',
  start: 'Generate',
  started: (name: string) => `“${name}” is being made. You can go on elsewhere: a notice tells you when it is done.`,
  refused: 'It was not started',
  groups: { what: 'What to start from', run: 'This run' },
  profile: {
    label: 'Profile',
    explanation: 'Its settings are where this run begins; what you change below is for this run alone.',
    none: 'None: start from scratch, with the defaults',
    missing: 'This profile is gone. Choose another, or start from scratch.',
  },
  inProfile: (value: string) => `In the profile: ${value}.`,
  name: {
    label: 'Name',
    explanation: 'To find the dataset by. Left empty, it is the profile’s name and the date.',
  },
  seed: {
    label: 'Seed',
    explanation: 'The same settings and seed make the same records again. Left empty, one is drawn.',
  },
  formats: {
    label: 'Files to make',
    explanation: 'For download; more can be made at any time.',
    names: { CSV: 'CSV', PARQUET: 'Parquet', NDJSON: 'NDJSON', JSON: 'JSON', XLSX: 'Excel' },
  },
  allSettings: 'All other settings',
  underWay: {
    title: 'Latest generations',
    open: 'Open',
    openNamed: (name: string) => `Open ${name}`,
    seed: (seed: string) => `Seed ${seed}`,
  },
};

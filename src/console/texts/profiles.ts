/** What the pages of profiles say. */
export const profiles = {
  title: 'Profiles',
  intro:
    'A profile describes a call centre: its agencies, volume, shifts and timing. Generate from one, or make your own.',
  columns: { name: 'Name', records: 'Records', dates: 'Dates', tags: 'Tags', changed: 'Changed' },
  builtIn: 'built in',
  generate: (name: string) => `Generate from ${name}`,
  empty: {
    title: 'No profiles yet',
    text: 'A profile keeps the settings of a generation, so that it can be made again and shared.',
  },
};

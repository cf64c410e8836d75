/** What the page to generate says. */
export const generate = {
  title: 'Generate',
  intro: 'Choose what the records should look like. The service makes them, and tells you here when they are ready.',
  profile: 'Profile',
  start: 'Generate',
  started: (name: string) => `“${name}” is being made.`,
};

/** What the page to query says. */
export const query = {
  title: 'Query',
  intro:
    'Everything that this console does goes through the GraphQL API. Try an operation of your own, or begin with an example.',
  keyboard: 'In the editors Tab indents. After Ctrl+M (on a Mac Ctrl+Shift+M) it goes on to what comes next.',
  copyLink: 'Copy a link to this operation',
  noDataset: '<id of a dataset>',
  examples: {
    open: 'Examples',
    groups: {
      profiles: 'Profiles',
      generate: 'Generate and follow',
      records: 'Records of a dataset',
      meaning: 'What things mean',
    },
    titles: {
      profiles: 'List profiles and their settings',
      createProfile: 'Save a profile',
      preview: 'Preview records and estimate a run',
      generate: 'Generate a dataset',
      progress: 'Follow every generation (subscription)',
      datasets: 'Datasets and their files',
      page: 'Page through records',
      filter: 'Filter and order records',
      aggregate: 'Sum up by agency and priority',
      sample: 'Take a random sample',
      export: 'Export what matches a filter',
      dictionary: 'The data dictionary',
      viewer: 'Who I am, and what the service can do',
    },
  },
};

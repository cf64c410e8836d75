/** What the pages of datasets say. */
export const datasets = {
  title: 'Datasets',
  intro: 'Everything that was generated on this service, newest first.',
  columns: { name: 'Name', status: 'State', records: 'Records', created: 'Created' },
  status: {
    QUEUED: 'Waiting',
    RUNNING: 'Being made',
    COMPLETED: 'Ready',
    FAILED: 'Failed',
    CANCELLED: 'Cancelled',
  },
  progress: (percent: string) => `${percent} made`,
  empty: {
    title: 'No datasets yet',
    text: 'Choose a profile and generate from it: ten thousand records take about a second.',
    action: 'Generate the first dataset',
  },
};

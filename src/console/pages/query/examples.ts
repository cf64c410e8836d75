import { texts } from '../../texts/texts.js';

export interface Example {
  readonly title: string;
  readonly query: string;
  /** What it is asked with, given the id of a dataset to ask of. */
  readonly variables?: (dataset: string) => Readonly<Record<string, unknown>>;
}

interface ExampleGroup {
  readonly group: keyof typeof texts.query.examples.groups;
  readonly operations: readonly Example[];
}

const { titles } = texts.query.examples;
const ofDataset = (dataset: string) => ({ dataset });

/** What a tab has when none was ever opened: it is answered on an empty service, too. */
export const firstExample = `query Profiles {
  profiles(first: 10) {
    nodes {
      name
      description
      settings {
        timingModel
        recordCount
        startDate
        endDate
      }
    }
  }
}
`;

/** Saved operations: each is answered as it stands once there is a dataset. */
export const examples: readonly ExampleGroup[] = [
  {
    group: 'profiles',
    operations: [
      { title: titles.profiles, query: firstExample },
      {
        title: titles.createProfile,
        query: `mutation SaveProfile($input: CreateProfileInput!) {
  createProfile(input: $input) {
    profile {
      id
      name
      revision
    }
  }
}
`,
        variables: () => ({
          input: {
            name: 'River County',
            tags: ['demo'],
            settings: {
              recordCount: 50_000,
              startDate: '2024-01-01',
              endDate: '2024-03-31',
              agencies: [
                { agency: 'LAW', weight: 65 },
                { agency: 'EMS', weight: 25 },
                { agency: 'FIRE', weight: 10 },
              ],
            },
          },
        }),
      },
      {
        title: titles.preview,
        query: `query Preview($settings: GenerationSettingsInput) {
  preview(settings: $settings, seed: "tour", count: 5) {
    eventTime
    agency
    problem
    priorityNumber
    queueTime
    dispatchTime
  }
  estimate(settings: $settings, seed: "tour") {
    recordCount
    byteSize
    hourlyRecords
  }
}
`,
        variables: () => ({ settings: { recordCount: 50_000, timingModel: 'REALISTIC' } }),
      },
    ],
  },
  {
    group: 'generate',
    operations: [
      {
        title: titles.generate,
        query: `mutation Generate($input: GenerateDatasetInput!) {
  generateDataset(input: $input) {
    dataset {
      id
      status
    }
  }
}
`,
        variables: () => ({
          input: { name: 'From Query', seed: 'tour', formats: ['CSV'], settings: { recordCount: 100_000 } },
        }),
      },
      {
        title: titles.progress,
        query: `subscription Progress {
  datasetsChanged {
    kind
    dataset {
      name
      status
      progress
      recordsWritten
      recordsPerSecond
    }
  }
}
`,
      },
      {
        title: titles.datasets,
        query: `query Datasets {
  datasets(first: 5, orderBy: { field: CREATED_AT, direction: DESC }) {
    totalCount
    nodes {
      id
      name
      status
      recordCount
      files {
        name
        format
        byteSize
        sha256
        url
      }
    }
  }
}
`,
      },
    ],
  },
  {
    group: 'records',
    operations: [
      {
        title: titles.page,
        query: `query Page($dataset: ID!, $after: String) {
  dataset(id: $dataset) {
    records(first: 20, after: $after) {
      totalCount
      nodes {
        callId
        eventTime
        agency
        problem
        priorityNumber
        totalTime
        disposition
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
`,
        variables: (dataset) => ({ dataset, after: null }),
      },
      {
        title: titles.filter,
        query: `query SlowestAtNight($dataset: ID!, $filter: CallRecordFilter) {
  dataset(id: $dataset) {
    records(first: 10, filter: $filter, orderBy: [{ field: TOTAL_TIME, direction: DESC }]) {
      totalCount
      nodes {
        callId
        eventTime
        problem
        address
        totalTime
      }
    }
  }
}
`,
        variables: (dataset) => ({
          dataset,
          filter: { agency: { eq: 'EMS' }, hour: { lt: 6 }, not: { disposition: { eq: 'CANCELLED' } } },
        }),
      },
      {
        title: titles.aggregate,
        query: `query ByAgencyAndPriority($dataset: ID!) {
  dataset(id: $dataset) {
    groups(by: [AGENCY, PRIORITY_NUMBER]) {
      keys {
        value
        label
      }
      count
      stats {
        queueTime {
          median
          p90
        }
        totalTime {
          median
          p90
        }
      }
    }
  }
}
`,
        variables: ofDataset,
      },
      {
        title: titles.sample,
        query: `query Sample($dataset: ID!) {
  dataset(id: $dataset) {
    sample(count: 5, seed: "anything") {
      callId
      eventTime
      agency
      problem
      address
    }
  }
}
`,
        variables: ofDataset,
      },
      {
        title: titles.export,
        query: `mutation Export($input: ExportDatasetInput!) {
  exportDataset(input: $input) {
    file {
      id
      name
      status
    }
  }
}
`,
        variables: (dataset) => ({
          input: { datasetId: dataset, format: 'NDJSON', filter: { agency: { eq: 'FIRE' } } },
        }),
      },
    ],
  },
  {
    group: 'meaning',
    operations: [
      {
        title: titles.dictionary,
        query: `query DataDictionary {
  recordFields {
    name
    csvName
    type
    unit
    description
  }
}
`,
      },
      {
        title: titles.viewer,
        query: `query Service {
  viewer {
    name
    role
  }
  serverInfo {
    version
    generatorVersion
    maxRecordCount
    maxPageSize
  }
}
`,
      },
    ],
  },
];

import { graphql, type ResultOf } from '../graphql/graphql.js';

export const SettingsPreview = graphql(`
  query SettingsPreview($settings: GenerationSettingsInput!, $seed: String!, $formats: [FileFormat!]!) {
    estimate(settings: $settings, seed: $seed, formats: $formats) {
      recordCount
      byteSize
      adjustments
      hourlyRecords
      weekdayRecords
      monthlyRecords
      agencies {
        agency
        records
      }
    }
    preview(settings: $settings, seed: $seed, count: 10) {
      id
      eventTime
      agency
      problem
      priorityNumber
      address
      callTaker
      processTime
      totalTime
    }
  }
`);

export type Expectation = ResultOf<typeof SettingsPreview>['estimate'];

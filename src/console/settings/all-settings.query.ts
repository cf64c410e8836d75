import { graphql } from '../graphql/graphql.js';

/** Every setting, as a profile has it and as a dataset was made from it. */
export const AllSettings = graphql(`
  fragment AllSettings on GenerationSettings {
    recordCount
    startDate
    endDate
    timingModel
    shiftPattern
    locale
    namesPerShift
    addressPoolSize
    agencies {
      agency
      weight
    }
    callTypes {
      name
      weight
    }
    hourlyWeights
    weekdayWeights
    monthlyWeights
  }
`);

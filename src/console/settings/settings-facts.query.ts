import { graphql } from '../graphql/graphql.js';

/** What the fields of settings need to know of the service. */
export const SettingsFacts = graphql(`
  query SettingsFacts {
    serverInfo {
      maxRecordCount
    }
    callTypes {
      name
      agency
      priority
      realistic: weight(timingModel: REALISTIC)
      classic: weight(timingModel: CLASSIC)
    }
  }
`);

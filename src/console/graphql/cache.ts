import type { Exchange } from '@urql/core';
import { type Cache, type KeyingConfig, type UpdatesConfig, cacheExchange } from '@urql/exchange-graphcache';

/** Types without an id: they belong to the object that they stand in. */
const WITHOUT_ID = [
  'AgencyEstimate',
  'AgencyWeight',
  'CallRecordConnection',
  'CallRecordEdge',
  'CallRecordGroup',
  'CallRecordStats',
  'CallType',
  'CallTypeWeight',
  'DatasetChange',
  'DatasetConnection',
  'DatasetEdge',
  'DatasetFailure',
  'DatasetProgress',
  'GenerationSettings',
  'GroupKey',
  'LocaleInfo',
  'NumberStats',
  'PageInfo',
  'ProfileConnection',
  'ProfileEdge',
  'RecordField',
  'RunEstimate',
  'ServerInfo',
  'Viewer',
];

const keys: KeyingConfig = Object.fromEntries(WITHOUT_ID.map((type) => [type, () => null]));

/** Has every list of this field of Query read again where it is shown. */
function outdate(cache: Cache, fieldName: string): void {
  for (const field of cache.inspectFields('Query'))
    if (field.fieldName === fieldName) cache.invalidate('Query', field.fieldKey);
}

const outdateProfiles = (_result: unknown, _args: unknown, cache: Cache) => outdate(cache, 'profiles');
const outdateDatasets = (_result: unknown, _args: unknown, cache: Cache) => outdate(cache, 'datasets');

const updates: UpdatesConfig = {
  Mutation: {
    createProfile: outdateProfiles,
    duplicateProfile: outdateProfiles,
    updateProfile: outdateProfiles,
    deleteProfile(result, args, cache) {
      outdateProfiles(result, args, cache);
      const { deletedProfileId } = result['deleteProfile'] as { deletedProfileId: string };
      cache.invalidate({ __typename: 'Profile', id: deletedProfileId });
    },
    generateDataset: outdateDatasets,
    deleteDataset: outdateDatasets,
  },
  Subscription: {
    datasetsChanged(result, _args, cache) {
      const { kind, datasetId } = result['datasetsChanged'] as { kind: string; datasetId: string };
      if (kind !== 'PROGRESSED') outdate(cache, 'datasets'); // a state more or less in a list of that state
      if (kind === 'DELETED') cache.invalidate({ __typename: 'Dataset', id: datasetId });
    },
  },
};

/** One copy of each profile, dataset and file: what an event or mutation says of it shows wherever it is shown. */
export function entityCache(): Exchange {
  return cacheExchange({ keys, updates });
}

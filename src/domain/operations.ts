import type { Role } from './caller.js';
import type { NodeType } from './global-id.js';

/** Who may do something. */
export interface OperationRule {
  /** The least role that it takes. */
  readonly role: Role;
  /** What it changes, by a global id in its input: without the role MAINTAINER, it must be the caller's own. */
  readonly changes?: { readonly type: NodeType; readonly named: string };
  /** What it makes, as its payload calls that. */
  readonly makes?: { readonly type: NodeType; readonly named: string };
}

export type OperationKind = 'Query' | 'Mutation' | 'Subscription';

const READER = { role: 'READER' } as const;
const MAINTAINER = { role: 'MAINTAINER' } as const;

/** Who may do what over GraphQL. An operation that is missing here is done by nobody: the schema cannot be built. */
export const OPERATIONS: Readonly<Record<OperationKind, Readonly<Record<string, OperationRule>>>> = {
  Query: {
    apiKeys: MAINTAINER,
    auditTrail: MAINTAINER,
    callTypes: READER,
    dataset: READER,
    datasets: READER,
    defaultSettings: READER,
    dispositions: READER,
    estimate: READER,
    locales: READER,
    node: READER,
    nodes: READER,
    preview: READER,
    profile: READER,
    profiles: READER,
    recordFields: READER,
    serverInfo: READER,
    viewer: READER,
  },
  Mutation: {
    cancelGeneration: { role: 'USER', changes: { type: 'Dataset', named: 'datasetId' } },
    createApiKey: { role: 'MAINTAINER', makes: { type: 'ApiKey', named: 'apiKey' } },
    createProfile: { role: 'USER', makes: { type: 'Profile', named: 'profile' } },
    deleteDataset: { role: 'USER', changes: { type: 'Dataset', named: 'datasetId' } },
    deleteFile: { role: 'USER', changes: { type: 'OutputFile', named: 'fileId' } },
    deleteProfile: { role: 'USER', changes: { type: 'Profile', named: 'id' } },
    duplicateProfile: { role: 'USER', makes: { type: 'Profile', named: 'profile' } },
    exportDataset: { role: 'USER', changes: { type: 'Dataset', named: 'datasetId' } },
    generateDataset: { role: 'USER', makes: { type: 'Dataset', named: 'dataset' } },
    revokeApiKey: { role: 'MAINTAINER', changes: { type: 'ApiKey', named: 'id' } },
    updateProfile: { role: 'USER', changes: { type: 'Profile', named: 'id' } },
  },
  Subscription: {
    datasetProgress: READER,
    datasetsChanged: READER,
  },
};

/** Node types that only some may see; to others they are not there. */
export const ROLE_TO_SEE: Readonly<Partial<Record<NodeType, Role>>> = { ApiKey: 'MAINTAINER' };

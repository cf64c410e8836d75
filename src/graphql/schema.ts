import 'reflect-metadata';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { Authorization } from '../service/authorization.js';
import type { Services } from '../service/services.js';
import { ApiKeyResolver } from './api-key/api-key.resolver.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { DatasetProgressResolver } from './dataset/dataset-progress.resolver.js';
import { DatasetResolver } from './dataset/dataset.resolver.js';
import { OutputFileResolver } from './dataset/output-file.resolver.js';
import { EstimateResolver } from './estimate/estimate.resolver.js';
import { guard } from './guard.js';
import { NodeResolver } from './node/node.resolver.js';
import { ProfileResolver } from './profile/profile.resolver.js';
import { DatasetRecordsResolver } from './record/dataset-records.resolver.js';
import { CallRecordResolver } from './record/record.resolver.js';
import { CallRecordType } from './record/record.type.js';
import { RecordsUrlResolver } from './record/records-url.resolver.js';
import { ServerInfoResolver } from './server-info/server-info.resolver.js';
import { ViewerResolver } from './viewer/viewer.resolver.js';
import { VocabularyResolver } from './vocabulary/vocabulary.resolver.js';

/** type-graphql wants one for its own topics; each subscription here says itself what it streams. */
const UNUSED_PUB_SUB: PubSub = {
  publish: () => unused(),
  subscribe: () => unused(),
};

function unused(): never {
  throw new Error('subscriptions do not go by topics');
}

/** The executable schema; resolvers get the services that they need handed in. */
export async function buildGraphqlSchema({
  profiles,
  datasets,
  estimates,
  exports,
  previews,
  records,
  apiKeys,
  audit,
  links,
  facts,
}: Services): Promise<GraphQLSchema> {
  const resolvers = new Map<unknown, object>([
    [ProfileResolver, new ProfileResolver(profiles, datasets)],
    [DatasetResolver, new DatasetResolver(datasets, profiles)],
    [DatasetProgressResolver, new DatasetProgressResolver(datasets)],
    [DatasetRecordsResolver, new DatasetRecordsResolver(records)],
    [OutputFileResolver, new OutputFileResolver(exports, links)],
    [RecordsUrlResolver, new RecordsUrlResolver(links)],
    [CallRecordResolver, new CallRecordResolver(previews)],
    [EstimateResolver, new EstimateResolver(estimates)],
    [NodeResolver, new NodeResolver({ profiles, datasets, records, apiKeys })],
    [ApiKeyResolver, new ApiKeyResolver(apiKeys)],
    [AuditResolver, new AuditResolver(audit)],
    [ViewerResolver, new ViewerResolver()],
    [VocabularyResolver, new VocabularyResolver()],
    [ServerInfoResolver, new ServerInfoResolver(facts)],
  ]);
  const schema = await buildSchema({
    resolvers: [
      ProfileResolver,
      DatasetResolver,
      DatasetProgressResolver,
      DatasetRecordsResolver,
      OutputFileResolver,
      RecordsUrlResolver,
      CallRecordResolver,
      EstimateResolver,
      NodeResolver,
      ApiKeyResolver,
      AuditResolver,
      ViewerResolver,
      VocabularyResolver,
      ServerInfoResolver,
    ],
    orphanedTypes: [CallRecordType],
    container: { get: (resolver) => resolvers.get(resolver) as object },
    validate: false,
    pubSub: UNUSED_PUB_SUB,
  });
  describe(schema.getQueryType(), 'Read operations.');
  describe(schema.getMutationType(), 'Write operations; each takes one input and returns its own payload.');
  describe(schema.getSubscriptionType(), 'Streams over graphql-transport-ws.');
  guard(schema, { authorization: new Authorization(profiles, datasets), audit });
  return schema;
}

/** type-graphql makes the root types without a description. */
function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type) type.description = description;
}

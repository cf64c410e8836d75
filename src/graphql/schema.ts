import 'reflect-metadata';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import type { Services } from '../service/services.js';
import { DatasetResolver } from './dataset/dataset.resolver.js';
import { OutputFileResolver } from './dataset/output-file.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { ProfileResolver } from './profile/profile.resolver.js';
import { DatasetRecordsResolver } from './record/dataset-records.resolver.js';
import { CallRecordResolver } from './record/record.resolver.js';
import { CallRecordType } from './record/record.type.js';
import { ServerInfoResolver } from './server-info/server-info.resolver.js';
import { VocabularyResolver } from './vocabulary/vocabulary.resolver.js';

/** The executable schema; resolvers get the services that they need handed in. */
export async function buildGraphqlSchema({
  profiles,
  datasets,
  exports,
  previews,
  records,
  facts,
}: Services): Promise<GraphQLSchema> {
  const resolvers = new Map<unknown, object>([
    [ProfileResolver, new ProfileResolver(profiles, datasets)],
    [DatasetResolver, new DatasetResolver(datasets, profiles)],
    [DatasetRecordsResolver, new DatasetRecordsResolver(records)],
    [OutputFileResolver, new OutputFileResolver(exports)],
    [CallRecordResolver, new CallRecordResolver(previews)],
    [NodeResolver, new NodeResolver(profiles, datasets, records)],
    [VocabularyResolver, new VocabularyResolver()],
    [ServerInfoResolver, new ServerInfoResolver(facts)],
  ]);
  const schema = await buildSchema({
    resolvers: [
      ProfileResolver,
      DatasetResolver,
      DatasetRecordsResolver,
      OutputFileResolver,
      CallRecordResolver,
      NodeResolver,
      VocabularyResolver,
      ServerInfoResolver,
    ],
    orphanedTypes: [CallRecordType],
    container: { get: (resolver) => resolvers.get(resolver) as object },
    validate: false,
  });
  describe(schema.getQueryType(), 'Read operations.');
  describe(schema.getMutationType(), 'Write operations; each takes one input and returns its own payload.');
  return schema;
}

/** type-graphql makes the root types without a description. */
function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type) type.description = description;
}

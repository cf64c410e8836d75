import { GraphQLScalarType } from 'graphql';
import { GraphQLSafeInt } from 'graphql-scalars';

export const SafeIntScalar = new GraphQLScalarType({
  ...GraphQLSafeInt.toConfig(),
  description: 'Integer up to 2^53 - 1, sent as a JSON number.',
  specifiedByURL: 'https://the-guild.dev/graphql/scalars/docs/scalars/safe-int',
});

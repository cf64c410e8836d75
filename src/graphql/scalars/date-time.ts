import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';

export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description: 'Instant, RFC 3339, UTC on output. For what happens to the service.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
});

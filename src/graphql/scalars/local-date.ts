import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { parseLocalDate } from '../../domain/local-date.js';

export const LocalDateScalar = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: 'Calendar date, YYYY-MM-DD.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  serialize: localDate,
  parseValue: localDate,
  parseLiteral: (node) => localDate(node.kind === Kind.STRING ? node.value : undefined),
});

function localDate(value: unknown): string {
  if (typeof value === 'string' && parseLocalDate(value) !== undefined) return value;
  throw new GraphQLError(`LocalDate must be a date that exists, as YYYY-MM-DD; got ${JSON.stringify(value)}.`);
}

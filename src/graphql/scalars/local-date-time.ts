import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { parseLocalDate } from '../../domain/local-date.js';

export const LocalDateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'LocalDateTime',
  description: 'Wall clock without zone, YYYY-MM-DDTHH:mm:ss. For what happens in a record.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date-time.html',
  serialize: String, // a record's own stamp, of which a page has hundreds
  parseValue: localDateTime,
  parseLiteral: (node) => localDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

function localDateTime(value: unknown): string {
  const match = typeof value === 'string' && /^([\d-]{10})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.exec(value);
  if (match && parseLocalDate(match[1] ?? '') !== undefined) return match[0];
  throw new GraphQLError(
    `LocalDateTime must be a moment without zone, as YYYY-MM-DDTHH:mm:ss; got ${JSON.stringify(value)}.`,
  );
}

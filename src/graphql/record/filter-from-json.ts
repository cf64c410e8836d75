import { coerceInputValue, type GraphQLInputType, type GraphQLSchema, isInputType } from 'graphql';
import { type InputIssue, InvalidInputError } from '../../domain/errors.js';
import type { CallRecordFilter } from '../../domain/record-filter.js';

const FILTER_TYPE = 'CallRecordFilter';

/** Reads a filter from JSON by the schema's own rules; throws InvalidInputError with every problem, under `filter`. */
export function filterReader(schema: GraphQLSchema): (json: unknown) => CallRecordFilter {
  const type = schema.getType(FILTER_TYPE);
  if (!isInputType(type)) throw new Error(`the schema has no input ${FILTER_TYPE}`);
  return (json) => read(type, json);
}

function read(type: GraphQLInputType, json: unknown): CallRecordFilter {
  const issues: InputIssue[] = [];
  const filter = coerceInputValue(json, type, (path, _value, error) => {
    issues.push({ path: ['filter', ...path], code: 'INVALID_VALUE', message: error.message });
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
  return filter as CallRecordFilter;
}

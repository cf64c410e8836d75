import type { GraphQLScalarType } from 'graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { COLUMNS, type RecordColumn } from '../../domain/record-schema.js';
import { connectionTypes } from '../connection.js';
import { NodeType } from '../node.type.js';
import { LocalDateTimeScalar } from '../scalars/local-date-time.js';
import { columnEnum } from './record-enums.js';

/** A record; its columns are added below, from the record schema. Plain members: a page has hundreds of them. */
@ObjectType('CallRecord', { implements: NodeType, simpleResolvers: true, description: 'One synthetic call.' })
export class CallRecordType extends NodeType {
  @Field(() => Int, { description: 'Zero-based position in the dataset, in order of event.' })
  position!: number;
}

type GraphqlType = () => GraphQLScalarType | StringConstructor | Record<string, string>;

function graphqlTypeOf({ kind, enumName }: RecordColumn): GraphqlType {
  if (enumName !== null) return () => columnEnum(enumName);
  if (kind === 'TIMESTAMP') return () => LocalDateTimeScalar;
  return kind === 'INTEGER' ? () => Int : () => String;
}

for (const column of COLUMNS)
  Field(graphqlTypeOf(column), { nullable: column.nullable, description: column.description })(
    CallRecordType.prototype,
    column.name,
  );

export const { ConnectionType: CallRecordConnectionType } = connectionTypes(CallRecordType, 'CallRecord', 'records');

import { FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { globalId } from '../../domain/global-id.js';
import type { CallRecord } from '../../service/records.js';
import { CallRecordType } from './record.type.js';

@Resolver(() => CallRecordType)
export class CallRecordResolver {
  @FieldResolver(() => ID, { description: 'Opaque global id.' })
  id(@Root() record: CallRecord): string {
    return globalId('CallRecord', `${record.datasetId}:${record.position}`);
  }
}

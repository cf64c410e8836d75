import { Args, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { globalId } from '../../domain/global-id.js';
import type { PreviewService } from '../../service/previews.js';
import type { CallRecord } from '../../service/records.js';
import { keyFrom } from '../input-argument.js';
import { PreviewArguments } from './preview.input.js';
import { CallRecordType } from './record.type.js';

@Resolver(() => CallRecordType)
export class CallRecordResolver {
  constructor(private readonly previews: PreviewService) {}

  @FieldResolver(() => ID, { description: 'Opaque global id.' })
  id(@Root() record: CallRecord): string {
    return globalId('CallRecord', `${record.datasetId}:${record.position}`);
  }

  @Query(() => [CallRecordType], {
    description:
      'Records made on the spot from settings, stored nowhere; their ids are of their own and node finds nothing under them.',
  })
  preview(@Args(() => PreviewArguments) { profileId, ...args }: PreviewArguments): Promise<CallRecord[]> {
    const key = typeof profileId === 'string' ? keyFrom('Profile', profileId, ['profileId']) : null;
    return this.previews.preview({ ...args, profileId: key });
  }
}

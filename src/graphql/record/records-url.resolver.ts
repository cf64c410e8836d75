import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Dataset, hasRecords, type LineFormat } from '../../domain/dataset.js';
import { globalId } from '../../domain/global-id.js';
import { type CallRecordFilter, checkedRecordFilter } from '../../domain/record-filter.js';
import type { DownloadLinks } from '../../service/download-links.js';
import { LinkArguments } from '../dataset/link.input.js';
import { DatasetType } from '../dataset/dataset.type.js';
import { LineFormatEnum } from '../enums.js';
import type { RequestContext } from '../request-context.js';
import { filterAsJson } from './filter-as-json.js';
import { CallRecordFilterInput } from './record-filter.input.js';

@ArgsType()
class RecordsUrlArguments extends LinkArguments {
  @Field(() => LineFormatEnum, { defaultValue: 'CSV', description: 'Format.' })
  format!: LineFormat;

  @Field(() => CallRecordFilterInput, { nullable: true, description: 'Only records that match.' })
  filter?: CallRecordFilter | null;
}

/** Where the records of a dataset can be downloaded. */
@Resolver(() => DatasetType)
export class RecordsUrlResolver {
  constructor(private readonly links: DownloadLinks) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Path to download all matching records from, relative to the service, with no export needed; signed and short-lived where keys are used; null until COMPLETED.',
  })
  recordsUrl(
    @Root() dataset: Dataset,
    @Args(() => RecordsUrlArguments) { format, filter, validSeconds }: RecordsUrlArguments,
    @Ctx() { caller }: RequestContext,
  ): string | null {
    const condition = checkedRecordFilter(filter);
    if (!hasRecords(dataset)) return null;
    const path = `/datasets/${globalId('Dataset', dataset.id)}/records.${format.toLowerCase()}`;
    const query = condition === null ? {} : { filter: filterAsJson(condition) };
    return this.links.to(path, query, { caller, validSeconds, now: new Date() });
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Args, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Dataset } from '../../domain/dataset.js';
import type { RecordService } from '../../service/records.js';
import { toConnection } from '../connection.js';
import { DatasetType } from '../dataset/dataset.type.js';
import { unhurried } from '../unhurried-list.js';
import { CallRecordGroupType, CallRecordStatsType } from './record-aggregates.type.js';
import { filterValueOf } from './record-enums.js';
import { CallRecordConnectionType, CallRecordType } from './record.type.js';
import { GroupsArguments, RecordsArguments, SampleArguments, StatsArguments } from './records.input.js';
import { recordColumnsIn, statsSelectedIn } from './selected-columns.js';

/** The records of a dataset: pages, samples and aggregates. */
@Resolver(() => DatasetType)
export class DatasetRecordsResolver {
  constructor(private readonly service: RecordService) {}

  @FieldResolver(() => CallRecordConnectionType, {
    nullable: true,
    description: 'Records, in the order asked for; by default in order of event. Null until COMPLETED.',
  })
  async records(
    @Root() dataset: Dataset,
    @Args(() => RecordsArguments) args: RecordsArguments,
    @Info() info: GraphQLResolveInfo,
  ) {
    const page = await this.service.page(dataset, args, recordColumnsIn(info, [['nodes'], ['edges', 'node']]));
    return page && toConnection(page, page.count);
  }

  @FieldResolver(() => [CallRecordType], {
    nullable: true,
    description:
      'Random records without replacement, the same for the same seed, in order of event. Null until COMPLETED.',
  })
  async sample(
    @Root() dataset: Dataset,
    @Args(() => SampleArguments) args: SampleArguments,
    @Info() info: GraphQLResolveInfo,
  ) {
    const records = await this.service.sample(dataset, args, recordColumnsIn(info, [[]]));
    return records && unhurried(records);
  }

  @FieldResolver(() => CallRecordStatsType, {
    nullable: true,
    description: 'Aggregates over matching records. Null until COMPLETED.',
  })
  stats(@Root() dataset: Dataset, @Args(() => StatsArguments) args: StatsArguments, @Info() info: GraphQLResolveInfo) {
    return this.service.stats(dataset, args, statsSelectedIn(info, []));
  }

  @FieldResolver(() => [CallRecordGroupType], {
    nullable: true,
    description: 'Aggregates by group, in key order or largest first. Null until COMPLETED.',
  })
  async groups(
    @Root() dataset: Dataset,
    @Args(() => GroupsArguments) args: GroupsArguments,
    @Info() info: GraphQLResolveInfo,
  ) {
    const groups = await this.service.groups(dataset, args, statsSelectedIn(info, ['stats']));
    return (
      groups &&
      unhurried(
        groups.map((group) => ({
          ...group,
          keys: group.keys.map(({ field, label }) => ({ field, label, value: filterValueOf(field, label) })),
        })),
      )
    );
  }
}

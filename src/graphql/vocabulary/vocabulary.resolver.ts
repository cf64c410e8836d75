import { Arg, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql';
import { COLUMNS, type ColumnKind } from '../../domain/record-schema.js';
import { DEFAULT_TIMING_MODEL, type TimingModel } from '../../domain/settings.js';
import type { Agency } from '../../domain/vocabulary/agencies.js';
import { CALL_TYPES, type CallType } from '../../domain/vocabulary/call-types.js';
import { LOCALES } from '../../domain/vocabulary/locales.js';
import { dispositionsOf } from '../../domain/vocabulary/outcomes.js';
import { defaultCallTypeShare } from '../../service/vocabulary.js';
import { AgencyEnum, TimingModelEnum } from '../enums.js';
import { CallTypeType, LocaleInfoType, RecordFieldType } from './vocabulary.type.js';

const TYPE_IN_FILES: Readonly<Record<ColumnKind, string>> = {
  TEXT: 'text',
  DICTIONARY: 'text',
  INTEGER: 'integer',
  TIMESTAMP: 'timestamp without zone',
};

@Resolver(() => CallTypeType)
export class VocabularyResolver {
  @FieldResolver(() => Float, { description: 'Default share inside its agency, 0 to 1.' })
  weight(
    @Root() type: CallType,
    @Arg('timingModel', () => TimingModelEnum, { defaultValue: DEFAULT_TIMING_MODEL, description: 'Timing model.' })
    timingModel: TimingModel,
  ): number {
    return defaultCallTypeShare(type, timingModel);
  }

  @Query(() => [CallTypeType], { description: 'The call-type vocabulary.' })
  callTypes(
    @Arg('agency', () => AgencyEnum, { nullable: true, description: 'Only this agency.' }) agency?: Agency | null,
  ): CallType[] {
    return CALL_TYPES.filter((type) => !agency || type.agency === agency);
  }

  @Query(() => [String], { description: "The dispositions an agency's calls can end with." })
  dispositions(@Arg('agency', () => AgencyEnum, { description: 'Agency.' }) agency: Agency): readonly string[] {
    return dispositionsOf(agency);
  }

  @Query(() => [LocaleInfoType], { description: 'Locales on offer.' })
  locales(): readonly LocaleInfoType[] {
    return LOCALES;
  }

  @Query(() => [RecordFieldType], { description: 'The columns of a record, in file order.' })
  recordFields(): RecordFieldType[] {
    return COLUMNS.map((column) => ({ ...column, type: TYPE_IN_FILES[column.kind] }));
  }
}

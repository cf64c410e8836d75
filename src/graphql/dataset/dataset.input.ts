import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { DatasetStatus, FileFormat } from '../../domain/dataset.js';
import type { DatasetOrder, OrderDirection } from '../../domain/filters.js';
import { MAX_CATALOG_PAGE } from '../../service/profiles.js';
import { pageArgumentsOf } from '../connection.js';
import { DatasetOrderFieldEnum, DatasetStatusEnum, FileFormatEnum, OrderDirectionEnum } from '../enums.js';
import { GenerationSettingsInput } from '../profile/settings.input.js';
import { CallRecordFilterInput } from '../record/record-filter.input.js';
import { StringFilterInput } from '../string-filter.input.js';

@InputType('GenerateDatasetInput', { description: 'What to generate.' })
export class GenerateDatasetInput {
  @Field(() => ID, { nullable: true, description: 'Profile to start from.' })
  profileId?: string | null;

  @Field(() => String, { nullable: true, description: 'Profile to start from, by name.' })
  profileName?: string | null;

  @Field(() => GenerationSettingsInput, {
    nullable: true,
    description: "Settings that override the profile's, or the defaults when no profile is named.",
  })
  settings?: GenerationSettingsInput | null;

  @Field(() => String, { nullable: true, description: "Display name; by default the profile's name and the date." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Seed, 1 to 100 characters; drawn when left out.' })
  seed?: string | null;

  @Field(() => [FileFormatEnum], { defaultValue: ['CSV'], description: 'Files to export when done.' })
  formats!: FileFormat[];

  @Field(() => String, {
    nullable: true,
    description:
      'Caller-made key, 1 to 64 characters; the same key and input within 24 hours returns the first result.',
  })
  idempotencyKey?: string | null;
}

@InputType('CancelGenerationInput', { description: 'What to cancel.' })
export class CancelGenerationInput {
  @Field(() => ID, { description: 'Dataset.' })
  datasetId!: string;
}

@InputType('DeleteDatasetInput', { description: 'What to delete.' })
export class DeleteDatasetInput {
  @Field(() => ID, { description: 'Dataset.' })
  datasetId!: string;
}

@InputType('ExportDatasetInput', { description: 'What to export.' })
export class ExportDatasetInput {
  @Field(() => ID, { description: 'Dataset.' })
  datasetId!: string;

  @Field(() => FileFormatEnum, { description: 'Format.' })
  format!: FileFormat;

  @Field(() => CallRecordFilterInput, { nullable: true, description: 'Only records that match.' })
  filter?: CallRecordFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Caller-made key, 1 to 64 characters; the same key and input within 24 hours returns the first result.',
  })
  idempotencyKey?: string | null;
}

@InputType('DeleteFileInput', { description: 'What to delete.' })
export class DeleteFileInput {
  @Field(() => ID, { description: 'File.' })
  fileId!: string;
}

@InputType('DatasetStatusFilter', { description: 'Conditions on a DatasetStatus value; all that are given must hold.' })
export class DatasetStatusFilterInput {
  @Field(() => DatasetStatusEnum, { nullable: true, description: 'Equal to.' })
  eq?: DatasetStatus;

  @Field(() => DatasetStatusEnum, { nullable: true, description: 'Not equal to.' })
  ne?: DatasetStatus;

  @Field(() => [DatasetStatusEnum], { nullable: true, description: 'One of.' })
  in?: DatasetStatus[];

  @Field(() => [DatasetStatusEnum], { nullable: true, description: 'None of.' })
  notIn?: DatasetStatus[];
}

@InputType('DatasetFilter', { description: 'Conditions on datasets; all that are given must hold.' })
export class DatasetFilterInput {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput;

  @Field(() => DatasetStatusFilterInput, { nullable: true, description: 'By state.' })
  status?: DatasetStatusFilterInput;

  @Field(() => ID, { nullable: true, description: 'Made from this profile.' })
  profileId?: string;
}

@InputType('DatasetOrder', { description: 'Order of datasets; ties break on id.' })
export class DatasetOrderInput implements DatasetOrder {
  @Field(() => DatasetOrderFieldEnum, { description: 'Field.' })
  field!: DatasetOrder['field'];

  @Field(() => OrderDirectionEnum, { defaultValue: 'ASC', description: 'Direction.' })
  direction!: OrderDirection;
}

@ArgsType()
export class DatasetsArguments extends pageArgumentsOf('datasets', MAX_CATALOG_PAGE) {
  @Field(() => DatasetFilterInput, { nullable: true, description: 'Only those that match.' })
  filter?: DatasetFilterInput;

  @Field(() => DatasetOrderInput, { nullable: true, description: 'Order; by default newest first.' })
  orderBy?: DatasetOrderInput;
}

import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { DatasetStatus, FileFormat, FileStatus } from '../../domain/dataset.js';
import { connectionTypes } from '../connection.js';
import { DatasetStatusEnum, FileFormatEnum, FileStatusEnum } from '../enums.js';
import { NodeType } from '../node.type.js';
import { GenerationSettingsType } from '../profile/settings.type.js';
import { DateTimeScalar } from '../scalars/date-time.js';
import { SafeIntScalar } from '../scalars/safe-int.js';

@ObjectType('DatasetFailure', { description: 'Why a dataset failed.' })
export class DatasetFailureType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;

  @Field(() => String, { description: 'What happened and what can be done.' })
  message!: string;
}

@ObjectType('OutputFile', { implements: NodeType, description: 'A file exported from a dataset, served over HTTP.' })
export class OutputFileType extends NodeType {
  @Field(() => String, { description: 'File name.' })
  name!: string;

  @Field(() => FileFormatEnum, { description: 'Format.' })
  format!: FileFormat;

  @Field(() => FileStatusEnum, { description: 'State.' })
  status!: FileStatus;

  @Field(() => String, { nullable: true, description: 'Filter it was made with, as JSON; null: the whole dataset.' })
  filter!: string | null;

  @Field(() => Int, { nullable: true, description: 'Records in it; null until COMPLETED.' })
  recordCount!: number | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Size in bytes; null until COMPLETED.' })
  byteSize!: number | null;

  @Field(() => String, { nullable: true, description: 'SHA-256, lower-case hex; null until COMPLETED.' })
  sha256!: string | null;

  @Field(() => DatasetFailureType, {
    nullable: true,
    description: 'Why it is FAILED; null when its dataset was cancelled.',
  })
  failure!: DatasetFailureType | null;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  createdAt!: Date;
}

@ObjectType('Dataset', {
  implements: NodeType,
  description: 'One generated dataset: what was asked, how it went, and its records.',
})
export class DatasetType extends NodeType {
  @Field(() => String, { description: 'Display name, 1 to 100 characters.' })
  name!: string;

  @Field(() => DatasetStatusEnum, { description: 'State.' })
  status!: DatasetStatus;

  @Field(() => Int, { description: 'Records asked for; when COMPLETED, the records it has.' })
  recordCount!: number;

  @Field(() => Int, { description: 'Records written so far.' })
  recordsWritten!: number;

  @Field(() => GenerationSettingsType, { description: 'Settings used, frozen.' })
  settings!: GenerationSettingsType;

  @Field(() => String, {
    description: 'Seed: the same settings, seed and generator version give the same bytes.',
  })
  seed!: string;

  @Field(() => String, { description: 'Version of the generator that made it.' })
  generatorVersion!: string;

  @Field(() => Int, { nullable: true, description: 'Revision of the profile used.' })
  profileRevision!: number | null;

  @Field(() => DatasetFailureType, { nullable: true, description: 'Set when FAILED, or when files were lost later.' })
  failure!: DatasetFailureType | null;

  @Field(() => [String], { description: 'What had to be adjusted to the settings, in words; usually empty.' })
  adjustments!: string[];

  @Field(() => String, { nullable: true, description: 'Name of the API key that asked for it; null in open mode.' })
  createdBy!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When work began.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it became final.' })
  finishedAt!: Date | null;

  @Field(() => Float, { description: 'Share done, 0 to 1.' })
  progress!: number;

  @Field(() => Float, { nullable: true, description: 'Generation throughput; null until work has begun.' })
  recordsPerSecond!: number | null;

  @Field(() => [OutputFileType], { description: 'Exported files, oldest first.' })
  files!: OutputFileType[];
}

export const { ConnectionType: DatasetConnectionType } = connectionTypes(DatasetType, 'Dataset', 'datasets');

@ObjectType('GenerateDatasetPayload', { description: 'Result of generateDataset.' })
export class GenerateDatasetPayload {
  @Field(() => DatasetType, { description: 'The dataset, usually still QUEUED.' })
  dataset!: unknown;
}

@ObjectType('CancelGenerationPayload', { description: 'Result of cancelGeneration.' })
export class CancelGenerationPayload {
  @Field(() => DatasetType, { description: 'The dataset now.' })
  dataset!: unknown;
}

@ObjectType('DeleteDatasetPayload', { description: 'Result of deleteDataset.' })
export class DeleteDatasetPayload {
  @Field(() => ID, { description: 'Id of what was deleted.' })
  deletedDatasetId!: string;
}

@ObjectType('ExportDatasetPayload', { description: 'Result of exportDataset.' })
export class ExportDatasetPayload {
  @Field(() => OutputFileType, { description: 'The file, usually still QUEUED.' })
  file!: unknown;
}

@ObjectType('DeleteFilePayload', { description: 'Result of deleteFile.' })
export class DeleteFilePayload {
  @Field(() => ID, { description: 'Id of what was deleted.' })
  deletedFileId!: string;
}

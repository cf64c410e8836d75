import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { DatasetChangeKind } from '../../domain/job.js';
import { DatasetChangeKindEnum } from '../enums.js';
import { DatasetType } from './dataset.type.js';

@ObjectType('DatasetProgress', { description: 'A step of a dataset; the last one has a final status.' })
export class DatasetProgressType {
  @Field(() => DatasetType, { description: 'The dataset now.' })
  dataset!: unknown;

  @Field(() => Int, { description: 'Grows by one with each event.' })
  sequence!: number;
}

@ObjectType('DatasetChange', { description: 'A change of a dataset.' })
export class DatasetChangeType {
  @Field(() => DatasetChangeKindEnum, { description: 'What happened.' })
  kind!: DatasetChangeKind;

  @Field(() => ID, { description: 'Id of the dataset.' })
  datasetId!: string;

  @Field(() => DatasetType, { nullable: true, description: 'The dataset now; null when DELETED.' })
  dataset!: unknown;
}

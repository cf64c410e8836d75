import { Arg, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Dataset } from '../../domain/dataset.js';
import { globalId } from '../../domain/global-id.js';
import type { DatasetChange } from '../../domain/job.js';
import type { DatasetService } from '../../service/datasets.js';
import type { DatasetProgress } from '../../service/progress.js';
import { keyFrom } from '../input-argument.js';
import type { RequestContext } from '../request-context.js';
import { DatasetChangeType, DatasetProgressType } from './dataset-progress.type.js';
import { DatasetType } from './dataset.type.js';

@Resolver(() => DatasetChangeType)
export class DatasetProgressResolver {
  constructor(private readonly datasets: DatasetService) {}

  @FieldResolver(() => ID)
  datasetId(@Root() change: DatasetChange): string {
    return globalId('Dataset', change.datasetId);
  }

  @FieldResolver(() => DatasetType, { nullable: true })
  dataset(@Root() change: DatasetChange): Promise<Dataset | null> | null {
    return change.kind === 'DELETED' ? null : this.datasets.find(change.datasetId);
  }

  @Subscription(() => DatasetProgressType, {
    description: 'The state now, then each change, at most 4 a second; completes when final.',
    subscribe: ({ context, args }) => {
      const id = keyFrom('Dataset', String(args.datasetId), ['datasetId']);
      return (context as RequestContext).progress.of(id) as never; // resolves to what it should be
    },
  })
  datasetProgress(
    @Root() progress: DatasetProgress,
    @Arg('datasetId', () => ID, { description: 'Dataset.' }) _datasetId: string,
  ): DatasetProgress {
    return progress;
  }

  @Subscription(() => DatasetChangeType, {
    description: 'Every change of any dataset, at most 4 a second for each.',
    subscribe: ({ context }) => (context as RequestContext).progress.all(),
  })
  datasetsChanged(@Root() change: DatasetChange): DatasetChange {
    return change;
  }
}

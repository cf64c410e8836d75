import { Arg, Args, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Dataset, progressOf, recordsPerSecond } from '../../domain/dataset.js';
import { checkFilter, type DatasetFilter } from '../../domain/filters.js';
import { globalId, keyIn } from '../../domain/global-id.js';
import type { Profile } from '../../domain/profile.js';
import type { DatasetService } from '../../service/datasets.js';
import type { ProfileService } from '../../service/profiles.js';
import { toConnection } from '../connection.js';
import { keyFrom, underInput } from '../input-argument.js';
import { ProfileType } from '../profile/profile.type.js';
import type { RequestContext } from '../request-context.js';
import {
  CancelGenerationInput,
  type DatasetFilterInput,
  DatasetsArguments,
  DeleteDatasetInput,
  GenerateDatasetInput,
} from './dataset.input.js';
import {
  CancelGenerationPayload,
  DatasetConnectionType,
  DatasetType,
  DeleteDatasetPayload,
  GenerateDatasetPayload,
} from './dataset.type.js';

@Resolver(() => DatasetType)
export class DatasetResolver {
  constructor(
    private readonly datasets: DatasetService,
    private readonly profiles: ProfileService,
  ) {}

  @FieldResolver(() => ID, { description: 'Opaque global id.' })
  id(@Root() dataset: Dataset): string {
    return globalId('Dataset', dataset.id);
  }

  @FieldResolver(() => Float)
  progress(@Root() dataset: Dataset): number {
    return progressOf(dataset);
  }

  @FieldResolver(() => Float, { nullable: true })
  recordsPerSecond(@Root() dataset: Dataset): number | null {
    return recordsPerSecond(dataset);
  }

  @FieldResolver(() => ProfileType, { nullable: true, description: 'Profile used; null when none was, or it is gone.' })
  profile(@Root() dataset: Dataset): Promise<Profile | null> | null {
    return dataset.profileId === null ? null : this.profiles.find(dataset.profileId);
  }

  @Query(() => DatasetType, { nullable: true, description: 'A dataset.' })
  async dataset(@Arg('id', () => ID, { description: 'Id.' }) id: string): Promise<Dataset | null> {
    const key = keyIn('Dataset', id);
    return key === null ? null : this.datasets.find(key);
  }

  @Query(() => DatasetConnectionType, { name: 'datasets', description: 'Datasets.' })
  async datasetPage(@Args(() => DatasetsArguments) args: DatasetsArguments) {
    checkFilter(args.filter ?? {});
    const filter = withProfileKey(args.filter);
    return toConnection(await this.datasets.page({ ...args, filter }), () => this.datasets.count(filter));
  }

  @Mutation(() => GenerateDatasetPayload, { description: 'Queue a generation and return at once.' })
  async generateDataset(
    @Arg('input', () => GenerateDatasetInput, { description: 'What to do.' }) input: GenerateDatasetInput,
    @Ctx() { caller }: RequestContext,
  ) {
    return underInput(async () => {
      const { profileId } = input;
      const key = typeof profileId === 'string' ? keyFrom('Profile', profileId, ['profileId']) : null;
      return { dataset: await this.datasets.generate({ ...input, profileId: key }, caller) };
    });
  }

  @Mutation(() => CancelGenerationPayload, {
    description: 'Stop a queued or running generation; what it wrote is removed.',
  })
  async cancelGeneration(
    @Arg('input', () => CancelGenerationInput, { description: 'What to do.' }) { datasetId }: CancelGenerationInput,
  ): Promise<CancelGenerationPayload> {
    return underInput(async () => ({
      dataset: await this.datasets.cancel(keyFrom('Dataset', datasetId, ['datasetId'])),
    }));
  }

  @Mutation(() => DeleteDatasetPayload, {
    description: 'Delete a dataset and its files; one that is being generated is cancelled first.',
  })
  async deleteDataset(
    @Arg('input', () => DeleteDatasetInput, { description: 'What to do.' }) { datasetId }: DeleteDatasetInput,
  ): Promise<DeleteDatasetPayload> {
    return underInput(async () => {
      await this.datasets.delete(keyFrom('Dataset', datasetId, ['datasetId']));
      return { deletedDatasetId: datasetId };
    });
  }
}

/** The filter with the profile's global id resolved; what is no such id is the id of no dataset's profile. */
function withProfileKey(filter: DatasetFilterInput | null | undefined): DatasetFilter {
  const { profileId, ...rest } = filter ?? {};
  return profileId === undefined ? rest : { ...rest, profileId: keyIn('Profile', profileId) ?? '' };
}

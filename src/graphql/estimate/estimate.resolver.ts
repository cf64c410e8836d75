import { Args, Query, Resolver } from 'type-graphql';
import type { EstimateService, RunEstimate } from '../../service/estimates.js';
import { keyFrom } from '../input-argument.js';
import { EstimateArguments } from './estimate.input.js';
import { RunEstimateType } from './estimate.type.js';

@Resolver()
export class EstimateResolver {
  constructor(private readonly estimates: EstimateService) {}

  @Query(() => RunEstimateType, { description: 'What a run would be: how many records where, and how many bytes.' })
  estimate(@Args(() => EstimateArguments) { profileId, ...args }: EstimateArguments): Promise<RunEstimate> {
    const key = typeof profileId === 'string' ? keyFrom('Profile', profileId, ['profileId']) : null;
    return this.estimates.estimate({ ...args, profileId: key });
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { type Caller, includesRole } from '../../domain/caller.js';
import { InvalidInputError } from '../../domain/errors.js';
import { type NodeType as NodeTypeName, parseGlobalId } from '../../domain/global-id.js';
import { ROLE_TO_SEE } from '../../domain/operations.js';
import type { ColumnName } from '../../domain/record-schema.js';
import type { Services } from '../../service/services.js';
import { type AnyNode, NodeType } from '../node.type.js';
import type { RequestContext } from '../request-context.js';
import { recordColumnsIn } from '../record/selected-columns.js';

const MAX_IDS = 100;

@Resolver()
export class NodeResolver {
  constructor(private readonly services: Pick<Services, 'profiles' | 'datasets' | 'records' | 'apiKeys'>) {}

  @Query(() => NodeType, { nullable: true, description: 'Any object by its global id; null when there is none.' })
  node(
    @Arg('id', () => ID, { description: 'Global id.' }) id: string,
    @Ctx() { caller }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AnyNode | null> {
    return this.find(id, caller, recordColumnsIn(info, [[]]));
  }

  @Query(() => [NodeType], { nullable: 'items', description: 'Objects by global id, in order, at most 100.' })
  nodes(
    @Arg('ids', () => [ID], { description: 'Global ids.' }) ids: string[],
    @Ctx() { caller }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(AnyNode | null)[]> {
    if (ids.length > MAX_IDS) {
      const message = `ids has ${ids.length} items; at most ${MAX_IDS} are allowed.`;
      throw new InvalidInputError([{ path: ['ids'], code: 'TOO_LARGE', message }]);
    }
    const columns = recordColumnsIn(info, [[]]);
    return Promise.all(ids.map((id) => this.find(id, caller, columns)));
  }

  private async find(id: string, caller: Caller, columns: readonly ColumnName[]): Promise<AnyNode | null> {
    const parsed = parseGlobalId(id);
    if (!parsed || !includesRole(caller.role, ROLE_TO_SEE[parsed.type] ?? 'READER')) return null;
    const found = await this.findByKey(parsed.type, parsed.key, columns);
    return found && { __typename: parsed.type, ...found };
  }

  private findByKey(type: NodeTypeName, key: string, columns: readonly ColumnName[]): Promise<object | null> {
    const { profiles, datasets, apiKeys } = this.services;
    switch (type) {
      case 'Profile':
        return profiles.find(key);
      case 'Dataset':
        return datasets.find(key);
      case 'OutputFile':
        return datasets.findFile(key);
      case 'ApiKey':
        return apiKeys.find(key);
      case 'CallRecord':
        return this.findRecord(key, columns);
    }
  }

  private async findRecord(key: string, columns: readonly ColumnName[]): Promise<object | null> {
    const [, datasetId, position] = /^([\w-]+):(0|[1-9]\d{0,9})$/.exec(key) ?? [];
    if (datasetId === undefined) return null;
    return this.services.records.find(datasetId, Number(position), columns);
  }
}

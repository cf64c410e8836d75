import type { GraphQLResolveInfo } from 'graphql';
import { Arg, ID, Info, Query, Resolver } from 'type-graphql';
import { InvalidInputError } from '../../domain/errors.js';
import { parseGlobalId } from '../../domain/global-id.js';
import type { ColumnName } from '../../domain/record-schema.js';
import type { DatasetService } from '../../service/datasets.js';
import type { ProfileService } from '../../service/profiles.js';
import type { RecordService } from '../../service/records.js';
import { type AnyNode, NodeType } from '../node.type.js';
import { recordColumnsIn } from '../record/selected-columns.js';

const MAX_IDS = 100;

@Resolver()
export class NodeResolver {
  constructor(
    private readonly profiles: ProfileService,
    private readonly datasets: DatasetService,
    private readonly records: RecordService,
  ) {}

  @Query(() => NodeType, { nullable: true, description: 'Any object by its global id; null when there is none.' })
  node(
    @Arg('id', () => ID, { description: 'Global id.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AnyNode | null> {
    return this.find(id, recordColumnsIn(info, [[]]));
  }

  @Query(() => [NodeType], { nullable: 'items', description: 'Objects by global id, in order, at most 100.' })
  nodes(
    @Arg('ids', () => [ID], { description: 'Global ids.' }) ids: string[],
    @Info() info: GraphQLResolveInfo,
  ): Promise<(AnyNode | null)[]> {
    if (ids.length > MAX_IDS) {
      const message = `ids has ${ids.length} items; at most ${MAX_IDS} are allowed.`;
      throw new InvalidInputError([{ path: ['ids'], code: 'TOO_LARGE', message }]);
    }
    const columns = recordColumnsIn(info, [[]]);
    return Promise.all(ids.map((id) => this.find(id, columns)));
  }

  private async find(id: string, columns: readonly ColumnName[]): Promise<AnyNode | null> {
    const parsed = parseGlobalId(id);
    if (!parsed) return null;
    const found = await this.findByKey(parsed.type, parsed.key, columns);
    return found && { __typename: parsed.type, ...found };
  }

  private findByKey(type: string, key: string, columns: readonly ColumnName[]): Promise<object | null> {
    switch (type) {
      case 'Profile':
        return this.profiles.find(key);
      case 'Dataset':
        return this.datasets.find(key);
      case 'OutputFile':
        return this.datasets.findFile(key);
      default:
        return this.findRecord(key, columns);
    }
  }

  private async findRecord(key: string, columns: readonly ColumnName[]): Promise<object | null> {
    const [, datasetId, position] = /^([\w-]+):(0|[1-9]\d{0,9})$/.exec(key) ?? [];
    if (datasetId === undefined) return null;
    return this.records.find(datasetId, Number(position), columns);
  }
}

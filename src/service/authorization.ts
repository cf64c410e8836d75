import { type Caller, includesRole, personOf } from '../domain/caller.js';
import { ForbiddenError } from '../domain/errors.js';
import { keyIn, type NodeType } from '../domain/global-id.js';
import type { OperationRule } from '../domain/operations.js';
import type { DatasetService } from './datasets.js';
import type { ProfileService } from './profiles.js';

/** Holds callers to the rules of operations. */
export class Authorization {
  constructor(
    private readonly profiles: Pick<ProfileService, 'find'>,
    private readonly datasets: Pick<DatasetService, 'find' | 'findFile'>,
  ) {}

  /** Throws ForbiddenError when the caller may not do this with what the input names. */
  async require(operation: string, rule: OperationRule, caller: Caller, input: unknown): Promise<void> {
    if (!includesRole(caller.role, rule.role)) throw new ForbiddenError(operation, caller, rule.role);
    if (!rule.changes || includesRole(caller.role, 'MAINTAINER')) return;
    const { type, named } = rule.changes;
    const owner = await this.ownerOf(type, (input as Readonly<Record<string, unknown>>)[named]);
    if (owner !== undefined && (owner === null || personOf({ name: owner }) !== personOf(caller)))
      throw new ForbiddenError(`${operation} of what is not your own`, caller, 'MAINTAINER');
  }

  /** Who made what the global id names; null: nobody with a key. undefined: there is no such thing, for others to say. */
  private async ownerOf(type: NodeType, id: unknown): Promise<string | null | undefined> {
    const key = typeof id === 'string' ? keyIn(type, id) : null;
    if (key === null) return undefined;
    if (type === 'Profile') return (await this.profiles.find(key))?.createdBy;
    if (type === 'Dataset') return (await this.datasets.find(key))?.createdBy;
    const file = type === 'OutputFile' ? await this.datasets.findFile(key) : null;
    return file ? (await this.datasets.find(file.datasetId))?.createdBy : undefined;
  }
}

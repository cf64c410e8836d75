import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type ApiKey, type ApiKeyStatus, statusOfKey } from '../../domain/api-key.js';
import { globalId } from '../../domain/global-id.js';
import type { ApiKeyService } from '../../service/api-keys.js';
import { toConnection } from '../connection.js';
import { ApiKeyStatusEnum } from '../enums.js';
import { keyFrom, underInput } from '../input-argument.js';
import type { RequestContext } from '../request-context.js';
import { ApiKeysArguments, CreateApiKeyInput, RevokeApiKeyInput } from './api-key.input.js';
import { ApiKeyConnectionType, ApiKeyType, CreateApiKeyPayload, RevokeApiKeyPayload } from './api-key.type.js';

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  constructor(private readonly keys: ApiKeyService) {}

  @FieldResolver(() => ID, { description: 'Opaque global id.' })
  id(@Root() key: ApiKey): string {
    return globalId('ApiKey', key.id);
  }

  @FieldResolver(() => ApiKeyStatusEnum)
  status(@Root() key: ApiKey): ApiKeyStatus {
    return statusOfKey(key, new Date());
  }

  @Query(() => ApiKeyConnectionType, { name: 'apiKeys', description: 'API keys, newest first. For MAINTAINERs.' })
  async apiKeyPage(@Args(() => ApiKeysArguments) args: ApiKeysArguments) {
    return toConnection(await this.keys.page(args), () => this.keys.count());
  }

  @Mutation(() => CreateApiKeyPayload, {
    description: 'Make an API key. The first one ends open mode: from then on everybody needs a key. For MAINTAINERs.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'What to do.' }) input: CreateApiKeyInput,
    @Ctx() { caller }: RequestContext,
  ): Promise<CreateApiKeyPayload> {
    return underInput(() => this.keys.create(input, caller));
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Revoke an API key, at once and for good. For MAINTAINERs.' })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'What to do.' }) { id }: RevokeApiKeyInput,
  ): Promise<RevokeApiKeyPayload> {
    return underInput(async () => ({ apiKey: await this.keys.revoke(keyFrom('ApiKey', id, ['id'])) }));
  }
}

import { Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Role } from '../../domain/caller.js';
import { globalId } from '../../domain/global-id.js';
import { RoleEnum } from '../enums.js';
import type { RequestContext } from '../request-context.js';

@ObjectType('Viewer', { description: 'Whoever asks.' })
export class ViewerType {
  @Field(() => ID, { nullable: true, description: 'Id of the API key that was shown; null in open mode.' })
  apiKeyId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that key; null in open mode.' })
  name!: string | null;

  @Field(() => RoleEnum, { description: 'What the caller may do; MAINTAINER in open mode.' })
  role!: Role;
}

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who asks, and what they may do.' })
  viewer(@Ctx() { caller: { keyId, name, role } }: RequestContext): ViewerType {
    return { apiKeyId: keyId === null ? null : globalId('ApiKey', keyId), name, role };
  }
}

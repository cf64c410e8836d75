import { Field, ObjectType } from 'type-graphql';
import type { ApiKeyStatus } from '../../domain/api-key.js';
import type { Role } from '../../domain/caller.js';
import { connectionTypes } from '../connection.js';
import { ApiKeyStatusEnum, RoleEnum } from '../enums.js';
import { NodeType } from '../node.type.js';
import { DateTimeScalar } from '../scalars/date-time.js';

@ObjectType('ApiKey', {
  implements: NodeType,
  description: 'A key that a client shows. Its text is told once, when it is made.',
})
export class ApiKeyType extends NodeType {
  @Field(() => String, {
    description: 'Whose it is, 1 to 100 characters; keys of the same name own the same profiles and datasets.',
  })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it allows.' })
  role!: Role;

  @Field(() => ApiKeyStatusEnum, { description: 'Whether it is still good.' })
  status!: ApiKeyStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the API key that made it; null: made on the command line or in open mode.',
  })
  createdBy!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From then on it is good for nothing; null: never.' })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null: it is not.' })
  revokedAt!: Date | null;
}

export const { ConnectionType: ApiKeyConnectionType } = connectionTypes(ApiKeyType, 'ApiKey', 'API keys');

@ObjectType('CreateApiKeyPayload', { description: 'Result of createApiKey.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKeyType, { description: 'The key as it is listed.' })
  apiKey!: unknown;

  @Field(() => String, { description: 'The text to send as Authorization: Bearer <key>; it is shown this once.' })
  key!: string;
}

@ObjectType('RevokeApiKeyPayload', { description: 'Result of revokeApiKey.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKeyType, { description: 'The key now.' })
  apiKey!: unknown;
}

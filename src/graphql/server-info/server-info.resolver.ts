import { Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { ServerFacts } from '../../service/server-facts.js';

@ObjectType('ServerInfo', { description: 'What this server is and allows.' })
export class ServerInfoType implements ServerFacts {
  @Field(() => String, { description: 'Service version.' })
  version!: string;

  @Field(() => String, { description: 'Generator version.' })
  generatorVersion!: string;

  @Field(() => Int, { description: 'Largest recordCount.' })
  maxRecordCount!: number;

  @Field(() => Int, { description: 'Largest page of records.' })
  maxPageSize!: number;
}

@Resolver()
export class ServerInfoResolver {
  constructor(private readonly facts: ServerFacts) {}

  @Query(() => ServerInfoType, { description: 'This server.' })
  serverInfo(): ServerFacts {
    return this.facts;
  }
}

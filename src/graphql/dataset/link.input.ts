import { ArgsType, Field, Int } from 'type-graphql';
import { DEFAULT_LINK_SECONDS } from '../../service/download-links.js';

@ArgsType()
export class LinkArguments {
  @Field(() => Int, {
    nullable: true,
    description: `Where keys are used: for how many seconds the link is good, as far as the server allows; null: ${DEFAULT_LINK_SECONDS}, or as many as are allowed. It ends with the key that it was asked for with.`,
  })
  validSeconds?: number | null;
}

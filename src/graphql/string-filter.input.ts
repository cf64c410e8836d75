import { Field, InputType } from 'type-graphql';

@InputType('StringFilter', { description: 'Conditions on a String value; all that are given must hold.' })
export class StringFilterInput {
  @Field(() => String, { nullable: true, description: 'Equal to.' })
  eq?: string;

  @Field(() => String, { nullable: true, description: 'Not equal to.' })
  ne?: string;

  @Field(() => [String], { nullable: true, description: 'One of, at most 200.' })
  in?: string[];

  @Field(() => [String], { nullable: true, description: 'None of, at most 200.' })
  notIn?: string[];

  @Field(() => String, { nullable: true, description: 'Contains this text, ignoring case; no wildcards.' })
  contains?: string;

  @Field(() => String, { nullable: true, description: 'Starts with this text, ignoring case.' })
  startsWith?: string;
}

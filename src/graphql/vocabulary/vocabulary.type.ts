import { Field, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../../domain/vocabulary/agencies.js';
import type { Locale } from '../../domain/vocabulary/locales.js';
import { AgencyEnum, LocaleEnum } from '../enums.js';

@ObjectType('CallType', { description: 'A call type of the vocabulary.' })
export class CallTypeType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => AgencyEnum, { description: 'Agency.' })
  agency!: Agency;

  @Field(() => Int, { description: 'Priority, 1 to 5.' })
  priority!: number;
}

@ObjectType('LocaleInfo', { description: 'A locale on offer.' })
export class LocaleInfoType {
  @Field(() => LocaleEnum, { description: 'Code.' })
  code!: Locale;

  @Field(() => String, { description: 'As files and the command line write it, e.g. en_US.' })
  tag!: string;

  @Field(() => String, { description: 'English name.' })
  name!: string;
}

@ObjectType('RecordField', { description: 'One column of a record: the data dictionary.' })
export class RecordFieldType {
  @Field(() => String, { description: 'GraphQL name.' })
  name!: string;

  @Field(() => String, { description: 'Name in files.' })
  csvName!: string;

  @Field(() => String, { description: 'Type in files.' })
  type!: string;

  @Field(() => String, { nullable: true, description: 'Unit.' })
  unit!: string | null;

  @Field(() => [String], { nullable: true, description: 'Allowed values, when few.' })
  values!: readonly string[] | null;

  @Field(() => String, { description: 'Meaning.' })
  description!: string;
}

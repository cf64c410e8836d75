import { Field, ID, InterfaceType } from 'type-graphql';

/** What a resolver hands out where any type with a global id may stand. */
export type AnyNode = { readonly __typename: string } & Readonly<Record<string, unknown>>;

@InterfaceType('Node', {
  description: 'Anything that can be fetched again by its global id.',
  resolveType: (value: AnyNode) => value.__typename,
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque global id.' })
  id!: string;
}

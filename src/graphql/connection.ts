import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../domain/connection.js';
import { unhurried } from './unhurried-list.js';

@ObjectType('PageInfo', { simpleResolvers: true, description: 'Relay page information.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether edges follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether edges precede this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

/** The edge and connection types of a node type. */
export function connectionTypes(nodeType: ClassType, name: string, plural: string) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One of the ${plural} with its cursor.` })
  class EdgeType {
    @Field(() => String, { description: 'Opaque cursor of this edge.' })
    cursor!: string;

    @Field(() => nodeType, { description: 'The item.' })
    node!: unknown;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${plural}.` })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'Edges of this page, in order.' })
    edges!: EdgeType[];

    @Field(() => [nodeType], { description: 'The nodes of edges.' })
    nodes!: unknown[];

    @Field(() => PageInfoType, { description: 'Flags and cursors of this page.' })
    pageInfo!: PageInfoType;

    @Field(() => Int, { description: 'All that match, over all pages; counted only when selected.' })
    totalCount!: number;
  }

  return { EdgeType, ConnectionType };
}

/** A page as GraphQL shows it; edges and cursors are made and the total is counted when they are looked at. */
export function toConnection<Item>(
  page: Page<Item> & { readonly cursorOf: (item: Item) => string },
  countAll: () => Promise<number> | number,
) {
  const cursorAt = (item: Item | undefined) => (item === undefined ? null : page.cursorOf(item));
  return {
    get edges() {
      const edges = page.items.map((node) => ({
        node,
        get cursor() {
          return page.cursorOf(node);
        },
      }));
      return unhurried(edges);
    },
    get nodes() {
      return unhurried(page.items);
    },
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      get startCursor() {
        return cursorAt(page.items[0]);
      },
      get endCursor() {
        return cursorAt(page.items[page.items.length - 1]);
      },
    },
    get totalCount() {
      return countAll();
    },
  };
}

/** Relay's paging arguments for a list of the catalog. */
export function pageArgumentsOf(plural: string, maximum: number) {
  @ArgsType()
  class PageArgumentsType {
    @Field(() => Int, {
      nullable: true,
      description: `At most this many ${plural} after the cursor, 0 to ${maximum}. Without first and last: 50.`,
    })
    first?: number | null;

    @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
    after?: string | null;

    @Field(() => Int, {
      nullable: true,
      description: `At most this many ${plural} before the cursor, 0 to ${maximum}.`,
    })
    last?: number | null;

    @Field(() => String, { nullable: true, description: 'Only what precedes this cursor.' })
    before?: string | null;
  }
  return PageArgumentsType;
}

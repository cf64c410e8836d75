import type { Page, PageRequest } from '../domain/connection.js';
import type { OrderDirection } from '../domain/filters.js';

/** Where an item stands in an order: its value there, and its id to break ties. */
export interface SeekKey {
  readonly value: string | number | Date;
  readonly id: string;
}

export interface SeekRequest extends PageRequest {
  readonly direction: OrderDirection;
  readonly after: SeekKey | null;
  readonly before: SeekKey | null;
}

/** What seeking asks of a table: Prisma conditions over the ordered column and id come in, rows go out. */
export interface SeekTable<Item> {
  readonly column: string;
  readonly find: (conditions: object[], orderBy: object[], take: number) => Promise<Item[]>;
  readonly keyOf: (item: Item) => SeekKey;
}

/** One page by seeking from a key, never by counting; the flags are exact even where nothing is left. */
export async function seekPage<Item>(table: SeekTable<Item>, request: SeekRequest): Promise<Page<Item>> {
  const { after, before, count, backward } = request;
  const window = [
    ...(after ? [beyond(table, request, after, 'after')] : []),
    ...(before ? [beyond(table, request, before, 'before')] : []),
  ];
  const orderBy = orderOf(table, backward ? opposite(request.direction) : request.direction);
  const found = count === 0 ? [] : await table.find(window, orderBy, count);
  const items = backward ? found.toReversed() : found;
  const exists = async (condition: object | null) =>
    (await table.find(condition ? [condition] : [], orderBy, 1)).length > 0;
  const [first, last] = [items[0], items[items.length - 1]];
  if (first && last)
    return {
      items,
      hasNextPage: await exists(beyond(table, request, table.keyOf(last), 'after')),
      hasPreviousPage: await exists(beyond(table, request, table.keyOf(first), 'before')),
    };
  return backward
    ? {
        items,
        hasNextPage: before !== null && (await exists({ NOT: beyond(table, request, before, 'before') })),
        hasPreviousPage: await exists(before && beyond(table, request, before, 'before')),
      }
    : {
        items,
        hasNextPage: await exists(after && beyond(table, request, after, 'after')),
        hasPreviousPage: after !== null && (await exists({ NOT: beyond(table, request, after, 'after') })),
      };
}

function beyond<Item>(
  table: SeekTable<Item>,
  { direction }: SeekRequest,
  key: SeekKey,
  side: 'after' | 'before',
): object {
  const operator = (direction === 'ASC') === (side === 'after') ? 'gt' : 'lt';
  return {
    OR: [{ [table.column]: { [operator]: key.value } }, { [table.column]: key.value, id: { [operator]: key.id } }],
  };
}

function orderOf<Item>(table: SeekTable<Item>, direction: OrderDirection): object[] {
  const sort = direction === 'ASC' ? 'asc' : 'desc';
  return [{ [table.column]: sort }, { id: sort }];
}

function opposite(direction: OrderDirection): OrderDirection {
  return direction === 'ASC' ? 'DESC' : 'ASC';
}

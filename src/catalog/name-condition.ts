import type { StringFilter } from '../domain/filters.js';
import { nameKey } from '../domain/name-key.js';
import type { Prisma } from './generated/sqlite/client.js';

/** Conditions on a `nameKey` column: names compare without case, and searches take their text literally. */
export function nameConditions(filter: StringFilter): { nameKey: Prisma.StringFilter }[] {
  const { eq, ne, in: among, notIn, contains, startsWith } = filter;
  const conditions: Prisma.StringFilter[] = [];
  if (eq !== undefined) conditions.push({ equals: nameKey(eq) });
  if (ne !== undefined) conditions.push({ not: nameKey(ne) });
  if (among !== undefined) conditions.push({ in: among.map(nameKey) });
  if (notIn !== undefined) conditions.push({ notIn: notIn.map(nameKey) });
  if (contains !== undefined) conditions.push({ contains: searchKey(contains) });
  if (startsWith !== undefined) conditions.push({ startsWith: searchKey(startsWith) });
  return conditions.map((condition) => ({ nameKey: condition }));
}

/** As nameKey, but blanks at the ends of a search are meant. */
function searchKey(text: string): string {
  return nameKey(`|${text}|`).slice(1, -1);
}

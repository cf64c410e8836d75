import type { ColumnName } from '../domain/record-schema.js';

/** A record as far as it was asked for. Stamps are 'YYYY-MM-DDTHH:mm:ss'. */
export type RecordValues = { readonly position: number } & { readonly [Name in ColumnName]?: string | number | null };

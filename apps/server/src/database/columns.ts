// Column types that several tables share. Property names are camelCase here and snake_case in the database.

import type { ColumnType } from 'kysely';

/** timestamptz: read as Date. */
export type Time = ColumnType<Date, Date, Date>;
/** timestamptz that may be absent: read as Date or null. */
export type OptionalTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** jsonb: written as JSON text, read as the parsed value. */
export type Json<T> = ColumnType<T, string, string>;
/** What may be left out when a row is made. */
export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

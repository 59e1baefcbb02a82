// Which organisation a command means.

import type { Kysely } from 'kysely';
import { AppError } from '@nearhand/base';
import type { Database } from '../database/schema.ts';
import { UsageError } from './command-line.ts';

export interface FoundOrganisation {
  readonly id: string;
  readonly name: string;
}

/**
 * By name; without one, the only organisation there is. Null when there is none (of that name). Throws UsageError where
 * a name is needed, AppError `conflict` for a name that several have.
 */
export async function findOrganisation(
  db: Kysely<Database>,
  name: string | undefined,
): Promise<FoundOrganisation | null> {
  const query = db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .limit(20);
  const found = await (name === undefined ? query : query.where('name', '=', name)).execute();
  if (found.length > 1 && name === undefined) {
    throw new UsageError(`Say which organisation with --organisation: ${found.map((row) => row.name).join(', ')}.`);
  }
  if (found.length > 1) throw new AppError('conflict', `Several organisations are called ${name}.`);
  return found[0] ?? null;
}

// To whom a mail is written: a user's name, address, language, and how times are written for them.

import type { Kysely, Transaction } from 'kysely';
import type { Locale } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import type { Reader } from '../mail/letters.ts';

/** `otherwise`: the language where the user has chosen none. */
export async function readReader(
  db: Kysely<Database> | Transaction<Database>,
  userId: string,
  otherwise: Locale,
): Promise<Reader> {
  const user = await db
    .selectFrom('users')
    .select(['name', 'email', 'locale', 'country', 'timeZone', 'dateFormat'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const { name, email, locale, country, timeZone, dateFormat } = user;
  return { name, email, locale: locale ?? otherwise, habits: { country, timeZone, dateFormat } };
}

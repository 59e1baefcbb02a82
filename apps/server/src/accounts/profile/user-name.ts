// User names at the sign-in: typed in place of the e-mail address.

import type { Kysely } from 'kysely';
import { z } from 'zod';
import { userNameSchema } from '@nearhand/protocol';
import type { Database } from '../../database/schema.ts';

const signInSchema = z.looseObject({ email: z.string().max(254) });

/** What somebody typed, with the address in place of a user name. Unknown ones stay: they are wrong like any other. */
export async function withEmail(db: Kysely<Database>, body: unknown): Promise<unknown> {
  const typed = signInSchema.safeParse(body);
  if (!typed.success || typed.data.email.includes('@')) return body;
  const userName = userNameSchema.safeParse(typed.data.email);
  const user = userName.success
    ? await db.selectFrom('users').select('email').where('userName', '=', userName.data).executeTakeFirst()
    : undefined;
  // Unknown ones go the same way as unknown addresses, each for itself: same answer, same time, same limits.
  const unknown = `${userName.success ? userName.data : 'nobody'}@user-name.invalid`;
  return { ...typed.data, email: user?.email ?? unknown };
}

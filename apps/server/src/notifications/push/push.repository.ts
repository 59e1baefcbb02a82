// SQL of push subscriptions.

import type { Kysely } from 'kysely';
import type { Locale } from '@nearhand/protocol';
import type { Database } from '../../database/schema.ts';

export interface PushTarget {
  readonly signInId: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** Of the person, or of the browser where the person has chosen none. */
  readonly locale: Locale;
}

export class PushRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** In place of what the sign-in or the browser had before. */
  async save(target: PushTarget, createdAt: Date): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('pushSubscriptions')
        .where((where) => where.or([where('endpoint', '=', target.endpoint), where('signInId', '=', target.signInId)]))
        .execute();
      await transaction
        .insertInto('pushSubscriptions')
        .values({ ...target, createdAt })
        .execute();
    });
  }

  async find(signInId: string): Promise<PushTarget | null> {
    const row = await this.#rows().where('signIns.id', '=', signInId).executeTakeFirst();
    return row === undefined ? null : targetOf(row);
  }

  async targetsOf(userId: string, now: Date): Promise<PushTarget[]> {
    const rows = await this.#rows().where('signIns.userId', '=', userId).where('signIns.expiresAt', '>', now).execute();
    return rows.map(targetOf);
  }

  async remove(endpoint: string): Promise<void> {
    await this.#db.deleteFrom('pushSubscriptions').where('endpoint', '=', endpoint).execute();
  }

  async removeOf(signInId: string): Promise<void> {
    await this.#db.deleteFrom('pushSubscriptions').where('signInId', '=', signInId).execute();
  }

  /** True for the one caller that may push it. */
  async take(notificationId: string): Promise<boolean> {
    const taken = await this.#db
      .updateTable('notifications')
      .set({ pushDue: false })
      .where('id', '=', notificationId)
      .where('pushDue', '=', true)
      .executeTakeFirst();
    return taken.numUpdatedRows === 1n;
  }

  #rows() {
    return this.#db
      .selectFrom('pushSubscriptions')
      .innerJoin('signIns', 'signIns.id', 'pushSubscriptions.signInId')
      .innerJoin('users', 'users.id', 'signIns.userId')
      .selectAll('pushSubscriptions')
      .select('users.locale as chosen');
  }
}

function targetOf(row: PushTarget & { readonly chosen: Locale | null }): PushTarget {
  const { signInId, endpoint, p256dh, auth, locale, chosen } = row;
  return { signInId, endpoint, p256dh, auth, locale: chosen ?? locale };
}

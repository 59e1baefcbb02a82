// Putting a mail into the queue, inside the transaction of whatever it tells about: both happen or neither does. Sending
// begins when that is committed.

import { type Kysely, type Transaction, sql } from 'kysely';
import type { Clock } from '@nearhand/base';
import type { ServerConfig } from '../config/config.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { sendsMail } from './mail-way.ts';
import { type LetterContent, type Reader, writeLetter } from './letters.ts';

/** The database calls it out after the commit, to every server. */
export const mailQueuedChannel = 'mail_queued';

export interface QueueNeeds {
  readonly config: Pick<ServerConfig, 'name' | 'publicUrl' | 'smtp'>;
  readonly clock: Clock;
}

export async function queueMail(
  connection: Transaction<Database> | Kysely<Database>,
  { config, clock }: QueueNeeds,
  reader: Reader,
  content: LetterContent,
  id = newId(),
): Promise<void> {
  const now = new Date(clock.nowMs());
  const waits = await sendsMail(connection, config);
  await connection
    .insertInto('mails')
    .values({
      id,
      ...writeLetter(config, reader, content),
      state: waits ? 'waiting' : 'kept',
      tries: 0,
      dueAt: waits ? now : null,
      lastError: null,
      createdAt: now,
    })
    .execute();
  await tellMailQueue(connection);
}

/** Something may be due, or the way mails leave has changed. */
export async function tellMailQueue(connection: Transaction<Database> | Kysely<Database>): Promise<void> {
  await sql`select pg_notify(${mailQueuedChannel}, '')`.execute(connection);
}

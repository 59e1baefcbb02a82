// What a passkey signs: random, sealed by the server, for one purpose and some minutes, accepted once. Nothing is stored
// until one comes back with a right signature, so that nobody can fill the database by asking.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ServerKeys } from '../../keys/keys.ts';

export const challengeValidityMs = 10 * 60_000;
const randomLength = 16;
const timeLength = 6;

export class Challenges {
  readonly #key: Buffer;
  readonly #nowMs: () => number;

  constructor(keys: Pick<ServerKeys, 'authSecret'>, nowMs: () => number) {
    this.#key = createHmac('sha256', keys.authSecret).update('passkey challenges').digest();
    this.#nowMs = nowMs;
  }

  issue(purpose: string): Uint8Array<ArrayBuffer> {
    const head = Buffer.alloc(randomLength + timeLength);
    randomBytes(randomLength).copy(head);
    head.writeUIntBE(this.#nowMs() + challengeValidityMs, randomLength, timeLength);
    return Uint8Array.from(Buffer.concat([head, this.#seal(head, purpose)]));
  }

  /** `challenge` in base64url, as it comes back. */
  isValid(challenge: string, purpose: string): boolean {
    const bytes = Buffer.from(challenge, 'base64url');
    const head = bytes.subarray(0, randomLength + timeLength);
    const seal = bytes.subarray(randomLength + timeLength);
    const expected = this.#seal(head, purpose);
    if (seal.length !== expected.length || !timingSafeEqual(seal, expected)) return false;
    return head.readUIntBE(randomLength, timeLength) > this.#nowMs();
  }

  /** False where it was spent before: of two at once, one gets through. */
  async spend(db: Kysely<Database> | Transaction<Database>, challenge: string): Promise<boolean> {
    const nowMs = this.#nowMs();
    await db.deleteFrom('spentChallenges').where('expiresAt', '<=', new Date(nowMs)).execute();
    const spent = await db
      .insertInto('spentChallenges')
      .values({ challenge, expiresAt: new Date(nowMs + challengeValidityMs) })
      .onConflict((conflict) => conflict.column('challenge').doNothing())
      .executeTakeFirst();
    return spent.numInsertedOrUpdatedRows === 1n;
  }

  #seal(head: Buffer, purpose: string): Buffer {
    return createHmac('sha256', this.#key).update(head).update(purpose).digest();
  }
}

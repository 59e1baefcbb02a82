// The rows of two-factor sign-in: secrets and backup codes encrypted with the server's secret, codes used up in the
// database, so that of two at once one is accepted. Decides nothing about who may ask.

import { randomInt } from 'node:crypto';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import type { ServerKeys } from '../../keys/keys.ts';
import { matchingStep, newSecret } from './totp.ts';

/** Done in the transaction of the change, where there is one. */
export type AlongWith = (transaction: Transaction<Database>) => Promise<void>;

export interface TwoFactorStoreOptions {
  readonly db: Kysely<Database>;
  readonly keys: ServerKeys;
}

export interface FirstCode {
  readonly userId: string;
  readonly code: string;
  readonly nowMs: number;
  readonly backupCodes: readonly string[];
}

/** Without letters and digits that look alike. */
const backupLetters = 'abcdefghjkmnpqrstuvwxyz23456789';
const backupCodesSchema = z.array(z.string());

/** Ten codes of 49 bits. */
export function newBackupCodes(): string[] {
  const group = () => Array.from({ length: 5 }, () => backupLetters[randomInt(backupLetters.length)]).join('');
  return Array.from({ length: 10 }, () => `${group()}-${group()}`);
}

export class TwoFactorStore {
  readonly #db: Kysely<Database>;
  readonly #key: string;

  constructor({ db, keys }: TwoFactorStoreOptions) {
    this.#db = db;
    this.#key = keys.authSecret;
  }

  async backupCodesLeft(userId: string): Promise<number> {
    const row = await this.#row(userId);
    return row?.verified === true ? (await this.#codesIn(row.backupCodes)).length : 0;
  }

  /** A new secret, not yet asked for at sign-in; null where one is in use. */
  async begin(userId: string): Promise<string | null> {
    const secret = newSecret();
    const fresh = { secret: await this.#encrypt(secret), backupCodes: await this.#encrypt('[]') };
    const written = await this.#db
      .insertInto('twoFactors')
      .values({ id: newId(), userId, ...fresh })
      .onConflict((conflict) =>
        conflict
          .column('userId')
          .doUpdateSet({ ...fresh, lastUsedStep: 0 })
          .where('twoFactors.verified', '=', false),
      )
      .executeTakeFirst();
    return written.numInsertedOrUpdatedRows === 1n ? secret : null;
  }

  /** From now on sign-ins ask for a code. False for a wrong code, or where nothing was begun. */
  async confirm({ userId, code, nowMs, backupCodes }: FirstCode, alongWith: AlongWith): Promise<boolean> {
    const row = await this.#row(userId);
    if (row === undefined || row.verified) return false;
    const step = matchingStep(await this.#decrypt(row.secret), code, nowMs);
    if (step === null) return false;
    const encrypted = await this.#encrypt(JSON.stringify(backupCodes));
    return this.#db.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('twoFactors')
        .set({ verified: true, backupCodes: encrypted, lastUsedStep: step, failedVerificationCount: 0 })
        .where('userId', '=', userId)
        .where('verified', '=', false)
        .where('secret', '=', row.secret)
        .executeTakeFirst();
      if (changed.numUpdatedRows !== 1n) return false;
      await transaction.updateTable('users').set({ twoFactorEnabled: true }).where('id', '=', userId).execute();
      await alongWith(transaction);
      return true;
    });
  }

  /** `wrong` for codes of no step; `used` for those of a step that is used up. */
  async useTotp(userId: string, code: string, nowMs: number): Promise<'accepted' | 'wrong' | 'used'> {
    const row = await this.#row(userId);
    if (row?.verified !== true) return 'wrong';
    const step = matchingStep(await this.#decrypt(row.secret), code, nowMs);
    if (step === null) return 'wrong';
    const changed = await this.#db
      .updateTable('twoFactors')
      .set({ lastUsedStep: step })
      .where('userId', '=', userId)
      .where('secret', '=', row.secret)
      .where('lastUsedStep', '<', step)
      .executeTakeFirst();
    return changed.numUpdatedRows === 1n ? 'accepted' : 'used';
  }

  async useBackupCode(userId: string, code: string): Promise<boolean> {
    const row = await this.#row(userId);
    if (row?.verified !== true) return false;
    const codes = await this.#codesIn(row.backupCodes);
    if (!codes.includes(code)) return false;
    const left = await this.#encrypt(JSON.stringify(codes.filter((other) => other !== code)));
    const changed = await this.#db
      .updateTable('twoFactors')
      .set({ backupCodes: left })
      .where('userId', '=', userId)
      .where('backupCodes', '=', row.backupCodes)
      .executeTakeFirst();
    return changed.numUpdatedRows === 1n;
  }

  async replaceBackupCodes(userId: string, codes: readonly string[], alongWith: AlongWith): Promise<void> {
    const backupCodes = await this.#encrypt(JSON.stringify(codes));
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.updateTable('twoFactors').set({ backupCodes }).where('userId', '=', userId).execute();
      await alongWith(transaction);
    });
  }

  /** Sign-ins ask for the password only. False where it was off. */
  async remove(userId: string, alongWith: AlongWith): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      if (!(await this.removeIn(transaction, userId))) return false;
      await alongWith(transaction);
      return true;
    });
  }

  /** As part of another change. */
  async removeIn(transaction: Transaction<Database>, userId: string): Promise<boolean> {
    const gone = await transaction
      .deleteFrom('twoFactors')
      .where('userId', '=', userId)
      .returning('verified')
      .executeTakeFirst();
    if (gone?.verified !== true) return false;
    await transaction.updateTable('users').set({ twoFactorEnabled: false }).where('id', '=', userId).execute();
    return true;
  }

  #row(userId: string) {
    return this.#db
      .selectFrom('twoFactors')
      .select(['secret', 'backupCodes', 'verified'])
      .where('userId', '=', userId)
      .executeTakeFirst();
  }

  async #codesIn(encrypted: string): Promise<string[]> {
    return backupCodesSchema.parse(JSON.parse(await this.#decrypt(encrypted)));
  }

  #encrypt(data: string): Promise<string> {
    return symmetricEncrypt({ key: this.#key, data });
  }

  #decrypt(data: string): Promise<string> {
    return symmetricDecrypt({ key: this.#key, data });
  }
}

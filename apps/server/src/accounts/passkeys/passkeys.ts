// A member's own passkeys: made, named, removed. A stolen session alone makes none: the person proves to be there first.

import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { AppError } from '@nearhand/base';
import type { Locale, OwnProof, Passkey, RecordedEvent, newPasskeySchema } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { AppContext } from '../../app-context.ts';
import { recordAccount } from '../../audit/record-audit.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { queueMail } from '../../mail/mail.queue.ts';
import type { MemberIdentity } from '../members.ts';
import { readReader } from '../reader.ts';
import { lockWaysIn, requireWayIn } from '../ways-in.ts';
import { Challenges, challengeValidityMs } from './challenges.ts';
import { type RelyingParty, relyingPartyOf } from './relying-party.ts';
import { userHandleBytes } from './user-handle.ts';

export const maxPasskeys = 20;
/** Ed25519, ECDSA with P-256, RSA: what authenticators in use have. */
const algorithms = [-8, -7, -257];

type Needs = Pick<AppContext, 'clock' | 'config' | 'db' | 'keys' | 'proofs' | 'vault'>;
export type NewPasskey = z.output<typeof newPasskeySchema>;

export class Passkeys {
  readonly #needs: Needs;
  readonly #challenges: Challenges;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#challenges = new Challenges(needs.keys, () => needs.clock.nowMs());
  }

  async list({ userId }: MemberIdentity): Promise<Passkey[]> {
    const rows = await this.#needs.db
      .selectFrom('passkeys')
      .select(['id', 'name', 'synced', 'createdAt', 'lastUsedAt'])
      .where('userId', '=', userId)
      .orderBy('id')
      .execute();
    return rows.map(({ createdAt, lastUsedAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
  }

  /** What the browser needs to make one. Throws what OwnProofs throws, `not_found`, `conflict` where there are too many. */
  async begin(member: MemberIdentity, proof: OwnProof): Promise<Record<string, unknown>> {
    const party = this.#party();
    await this.#needs.proofs.require(member, proof);
    const { db, config } = this.#needs;
    const known = await db.selectFrom('passkeys').select('credentialId').where('userId', '=', member.userId).execute();
    if (known.length >= maxPasskeys) throw new AppError('conflict', 'There are too many passkeys.');
    const { email } = await db
      .selectFrom('users')
      .select('email')
      .where('id', '=', member.userId)
      .executeTakeFirstOrThrow();
    const options = await generateRegistrationOptions({
      rpName: config.name,
      rpID: party.id,
      userID: userHandleBytes(member.userId),
      userName: email,
      userDisplayName: member.name,
      challenge: this.#challenges.issue(purposeOf(member)),
      timeout: challengeValidityMs,
      excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
      supportedAlgorithmIDs: algorithms,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { ...options };
  }

  /** Throws AppError `passkey_refused`. `locale`: of the mail, where the user has chosen none. */
  async add(member: MemberIdentity, { name, credential }: NewPasskey, locale: Locale): Promise<void> {
    const { challenge, made } = await this.#verify(member, credential);
    const { db, clock } = this.#needs;
    const now = new Date(clock.nowMs());
    await db.transaction().execute(async (transaction) => {
      if (!(await this.#challenges.spend(transaction, challenge))) throw refused();
      const inserted = await transaction
        .insertInto('passkeys')
        .values({
          id: newId(),
          userId: member.userId,
          credentialId: made.credential.id,
          publicKey: Buffer.from(made.credential.publicKey),
          counter: made.credential.counter,
          name,
          synced: made.credentialBackedUp,
          createdAt: now,
        })
        .onConflict((conflict) => conflict.column('credentialId').doNothing())
        .executeTakeFirst();
      if (inserted.numInsertedOrUpdatedRows !== 1n) throw refused();
      await this.#record(transaction, member, 'passkey.added', name);
      const reader = await readReader(transaction, member.userId, locale);
      await queueMail(transaction, this.#needs, reader, { kind: 'passkeyAdded', passkey: name, atMs: clock.nowMs() });
    });
  }

  /** Throws AppError `not_found` for what is not the member's own. */
  async rename({ userId }: MemberIdentity, id: string, name: string): Promise<void> {
    const changed = await this.#needs.db
      .updateTable('passkeys')
      .set({ name })
      .where('id', '=', id)
      .where('userId', '=', userId)
      .executeTakeFirst();
    if (changed.numUpdatedRows !== 1n) throw notFound();
  }

  /** Throws what OwnProofs throws, `not_found` for what is not the member's own, and `last_way_in`. */
  async remove(member: MemberIdentity, id: string, proof: OwnProof): Promise<void> {
    await this.#needs.proofs.require(member, proof);
    await this.#needs.db.transaction().execute(async (transaction) => {
      await lockWaysIn(transaction, member.userId);
      const gone = await transaction
        .deleteFrom('passkeys')
        .where('id', '=', id)
        .where('userId', '=', member.userId)
        .returning('name')
        .executeTakeFirst();
      if (gone === undefined) throw notFound();
      await requireWayIn(transaction, this.#needs, member.userId);
      await this.#record(transaction, member, 'passkey.removed', gone.name);
    });
  }

  async #verify(member: MemberIdentity, credential: NewPasskey['credential']) {
    const party = this.#party();
    let challenge = '';
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: { ...credential, clientExtensionResults: {} },
        expectedChallenge: (given) => {
          challenge = given;
          return this.#challenges.isValid(given, purposeOf(member));
        },
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      });
      if (verified) return { challenge, made: registrationInfo };
    } catch (error) {
      // The library throws for what does not fit.
      throw refused(error);
    }
    throw refused();
  }

  #party(): RelyingParty {
    const party = relyingPartyOf(this.#needs.config);
    if (party === null) throw new AppError('not_found', 'Passkeys are not possible at this address.');
    return party;
  }

  #record(transaction: Transaction<Database>, member: MemberIdentity, event: RecordedEvent, note: string) {
    const at = new Date(this.#needs.clock.nowMs());
    const by = { actor: 'self', address: member.address } as const;
    return recordAccount(transaction, { user: { id: member.userId }, event, at, by, details: { note } });
  }
}

/** For this sign-in only: another browser's challenge is of no use. */
function purposeOf({ userId, signInId }: MemberIdentity): string {
  return `add ${userId} ${signInId}`;
}

function refused(cause?: unknown): AppError {
  return new AppError('passkey_refused', 'The passkey does not fit.', { cause });
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such passkey.');
}

// Turning two-factor sign-in on and off, and the organisation's wish that everybody has it. A session alone proves
// nothing here: each change asks for the person (OwnProofs), and once it is on for a code too.

import { AppError, Emitter, type Event } from '@nearhand/base';
import type { NewTwoFactor, OwnProof, RecordedEvent, TwoFactorState } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { actAs, recordAccount, recordAudit } from '../../audit/record-audit.ts';
import type { Database } from '../../database/schema.ts';
import { notifyOfAccount } from '../../notifications/notify.ts';
import { AttemptLimit } from '../attempt-limit.ts';
import { type MemberIdentity, actorOf } from '../members.ts';
import { totpAddress } from './totp.ts';
import { TwoFactorStore, newBackupCodes } from './two-factor-store.ts';

type Needs = Pick<AppContext, 'db' | 'keys' | 'clock' | 'config' | 'logger' | 'proofs'>;

/** After the commit. By organisation the person is a member. */
export interface Turned {
  readonly memberIds: readonly string[];
}

/** After the commit: of whoever is in, at whatever is the organisation's. */
export interface RequirementChanged {
  readonly organisationId: string;
  readonly required: boolean;
}

export class TwoFactor {
  readonly #needs: Needs;
  readonly #store: TwoFactorStore;
  /** By organisation: each time signs people out, of other organisations too. */
  readonly #requiring: AttemptLimit;
  readonly #turnedOn = new Emitter<Turned>();
  readonly #turnedOff = new Emitter<Turned>();
  readonly #requirementChanged = new Emitter<RequirementChanged>();

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#store = new TwoFactorStore(needs);
    this.#requiring = new AttemptLimit({ clock: needs.clock, atOnce: 5, refillMs: 60 * 60_000 });
  }

  /** What is shared by organisations that require it is there now. */
  get onTurnedOn(): Event<Turned> {
    return this.#turnedOn;
  }

  /** Whatever is open may be open no longer, where an organisation requires it. */
  get onTurnedOff(): Event<Turned> {
    return this.#turnedOff;
  }

  get onRequirementChanged(): Event<RequirementChanged> {
    return this.#requirementChanged;
  }

  async state(member: MemberIdentity): Promise<TwoFactorState> {
    const backupCodesLeft = await this.#store.backupCodesLeft(member.userId);
    return { enabled: member.twoFactor.enabled, backupCodesLeft };
  }

  /** Throws `password_wrong` or `sign_in_again`; `conflict` where it is on. */
  async begin(member: MemberIdentity, password: string | undefined): Promise<NewTwoFactor> {
    const { userId } = member;
    await this.#needs.proofs.requirePerson(member, password);
    const { email } = await this.#needs.db
      .selectFrom('users')
      .select('email')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow();
    const secret = await this.#store.begin(userId);
    if (secret === null) throw new AppError('conflict', 'Two-factor sign-in is on already.');
    const address = totpAddress({ secret, issuer: this.#needs.config.name, account: email });
    return { secret: new URL(address).searchParams.get('secret') ?? '', address };
  }

  /** Turns it on, ends the user's other sign-ins and gives the backup codes. Throws `two_factor_code_invalid`. */
  async confirm(member: MemberIdentity, code: string): Promise<string[]> {
    const { userId, signInId } = member;
    const backupCodes = newBackupCodes();
    const first = { userId, code, nowMs: this.#needs.clock.nowMs(), backupCodes };
    await this.#needs.proofs.countCode(userId, () =>
      this.#store.confirm(first, async (transaction) => {
        await this.#record(transaction, member, 'twoFactor.turnedOn');
        await notifyOfAccount(transaction, this.#needs, userId, 'security.twoFactorOn');
        // Whoever knew only the password is out.
        await actAs(transaction, { actor: 'self', address: member.address });
        await transaction.deleteFrom('signIns').where('userId', '=', userId).where('id', '!=', signInId).execute();
      }),
    );
    this.#needs.logger.info('Two-factor sign-in was turned on', { userId });
    this.#turnedOn.emit(await this.#turned(userId));
    return backupCodes;
  }

  /** The old ones stop working. Throws what OwnProofs throws. */
  async renewBackupCodes(member: MemberIdentity, proof: OwnProof): Promise<string[]> {
    await this.#needs.proofs.require(member, proof);
    const codes = newBackupCodes();
    await this.#store.replaceBackupCodes(member.userId, codes, (transaction) =>
      this.#record(transaction, member, 'twoFactor.codesRenewed'),
    );
    return codes;
  }

  /** Throws what OwnProofs throws. */
  async turnOff(member: MemberIdentity, proof: OwnProof): Promise<void> {
    const { userId } = member;
    await this.#needs.proofs.require(member, proof);
    await this.#store.remove(userId, async (transaction) => {
      // Whoever is just connecting is done before, or is seen without it.
      await transaction
        .selectFrom('signIns')
        .select('id')
        .where('userId', '=', userId)
        .orderBy('id')
        .forUpdate()
        .execute();
      await this.#record(transaction, member, 'twoFactor.turnedOff');
      await notifyOfAccount(transaction, this.#needs, userId, 'security.twoFactorOff');
    });
    this.#needs.logger.info('Two-factor sign-in was turned off', { userId });
    this.#turnedOff.emit(await this.#turned(userId));
  }

  async #turned(userId: string): Promise<Turned> {
    const members = await this.#needs.db.selectFrom('members').select('id').where('userId', '=', userId).execute();
    return { memberIds: members.map(({ id }) => id) };
  }

  /**
   * Says whether everybody in the organisation needs it; whoever lacks it is signed out, and led to set it up after
   * signing in. Throws `forbidden` for all but owners, `two_factor_required` for an owner without it, and
   * `too_many_attempts`.
   */
  async requireOfAll(member: MemberIdentity, required: boolean): Promise<void> {
    const { role, organisationId, twoFactor } = member;
    if (role.id !== 'owner') throw new AppError('forbidden', 'Only an owner decides this.');
    if (required && !twoFactor.enabled && !twoFactor.passkey)
      throw new AppError('two_factor_required', 'Turn it on for yourself first.');
    const isChanged = await this.#needs.db.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('organisations')
        .set({ twoFactorRequired: required })
        .where('id', '=', organisationId)
        .where('twoFactorRequired', '!=', required)
        .executeTakeFirst();
      // Asked for again: those who signed in meanwhile are being led to it.
      if (changed.numUpdatedRows === 0n) return false;
      if (required) this.#requiring.require(organisationId);
      await this.#recordPolicy(transaction, member, required);
      if (!required) return true;
      await actAs(transaction, { actor: actorOf(member), address: member.address });
      await transaction
        .deleteFrom('signIns')
        .where('byPasskey', '=', false)
        .where('userId', 'in', (query) =>
          query
            .selectFrom('members')
            .innerJoin('users', 'users.id', 'members.userId')
            .select('users.id')
            .where('members.organisationId', '=', organisationId)
            .where('users.twoFactorEnabled', '=', false),
        )
        .execute();
      // Whoever is just connecting by a share is done before, or sees it. In the order in which that takes them.
      await transaction
        .selectFrom('computers')
        .select('id')
        .where('organisationId', '=', organisationId)
        .orderBy('id')
        .forNoKeyUpdate()
        .execute();
      return true;
    });
    if (isChanged) this.#requirementChanged.emit({ organisationId, required });
  }

  #record(transaction: Transaction<Database>, member: MemberIdentity, event: RecordedEvent): Promise<void> {
    const at = new Date(this.#needs.clock.nowMs());
    const by = { actor: 'self', address: member.address } as const;
    return recordAccount(transaction, { user: { id: member.userId }, event, at, by });
  }

  #recordPolicy(transaction: Transaction<Database>, member: MemberIdentity, required: boolean): Promise<void> {
    const { organisationId, organisationName, address } = member;
    return recordAudit(transaction, {
      organisationId,
      at: new Date(this.#needs.clock.nowMs()),
      event: required ? 'organisation.twoFactorRequired' : 'organisation.twoFactorOptional',
      actor: actorOf(member),
      target: { kind: 'organisation', id: organisationId, name: organisationName },
      address,
    });
  }
}

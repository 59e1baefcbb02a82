// The organisations one person belongs to: list them, enter one of them on this device, rename it, found a further one.

import { AppError, Emitter } from '@nearhand/base';
import type { FoundingAnswer, OwnOrganisation } from '@nearhand/protocol';
import { AttemptLimit } from '../accounts/attempt-limit.ts';
import { joinOrganisation } from '../accounts/create-user.ts';
import { actorOf, type MemberIdentity } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { maySignUp, readHostSettings } from '../host/settings.ts';

type Needs = Pick<AppContext, 'clock' | 'db' | 'organisations'>;

/** This device is in another organisation now. */
export interface OrganisationEntered {
  readonly signInId: string;
}

/** It has another name now. */
export interface OrganisationRenamed {
  readonly organisationId: string;
}

export class OwnOrganisations {
  readonly #context: Needs;
  readonly #entered = new Emitter<OrganisationEntered>();
  readonly #renamed = new Emitter<OrganisationRenamed>();
  readonly #foundings: AttemptLimit;

  constructor(context: Needs) {
    this.#context = context;
    this.#foundings = new AttemptLimit({ clock: context.clock, atOnce: 5, refillMs: 10 * 60_000 });
  }

  get onEntered() {
    return this.#entered;
  }

  get onRenamed() {
    return this.#renamed;
  }

  async list({ userId, signInId }: MemberIdentity): Promise<OwnOrganisation[]> {
    const rows = await this.#context.db
      .selectFrom('members')
      .innerJoin('organisations', 'organisations.id', 'members.organisationId')
      .leftJoin('signIns', (join) =>
        join.on('signIns.id', '=', signInId).onRef('signIns.organisationId', '=', 'members.organisationId'),
      )
      .leftJoin('ownRoles', 'ownRoles.id', 'members.ownRoleId')
      .select(['organisations.id', 'organisations.name', 'members.role', 'members.ownRoleId'])
      .select(['ownRoles.name as roleName', 'signIns.id as signInId'])
      .where('members.userId', '=', userId)
      .orderBy('members.id')
      .execute();
    const entered = rows.find((row) => row.signInId !== null) ?? rows[0];
    return rows
      .map(({ id, name, role, ownRoleId, roleName }) => ({
        id,
        name,
        roleName,
        role: role ?? ownRoleId ?? '',
        entered: id === entered?.id,
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** Throws AppError `not_found` where one does not belong. */
  async enter({ userId, signInId }: MemberIdentity, organisationId: string): Promise<void> {
    const entered = await this.#context.db
      .updateTable('signIns')
      .set({ organisationId })
      .where('id', '=', signInId)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('members')
            .select('members.id')
            .where('members.userId', '=', userId)
            .where('members.organisationId', '=', organisationId),
        ),
      )
      .executeTakeFirst();
    if (entered.numUpdatedRows === 0n) throw new AppError('not_found', 'There is no such organisation.');
    this.#entered.emit({ signInId });
  }

  /** The one this is about. Throws AppError `forbidden` for all but owners. */
  async rename(member: MemberIdentity, name: string): Promise<void> {
    const { organisationId, role, address } = member;
    if (role.id !== 'owner') throw new AppError('forbidden', 'Only an owner renames an organisation.');
    const isChanged = await this.#context.db.transaction().execute(async (transaction) => {
      const { name: before } = await transaction
        .selectFrom('organisations')
        .select('name')
        .where('id', '=', organisationId)
        .forNoKeyUpdate()
        .executeTakeFirstOrThrow();
      if (before === name) return false;
      await transaction.updateTable('organisations').set({ name }).where('id', '=', organisationId).execute();
      await recordAudit(transaction, {
        organisationId,
        at: new Date(this.#context.clock.nowMs()),
        event: 'organisation.renamed',
        actor: actorOf(member),
        target: { kind: 'organisation', id: organisationId, name },
        address,
        details: { from: before, to: name },
      });
      return true;
    });
    if (isChanged) this.#renamed.emit({ organisationId });
  }

  /** Host administrators always may; who else is the host's choice. */
  async founding({ userId }: MemberIdentity): Promise<FoundingAnswer> {
    const user = await this.#context.db
      .selectFrom('users')
      .select(['email', 'hostAdministrator'])
      .where('id', '=', userId)
      .executeTakeFirst();
    if (user === undefined) return 'hostOnly';
    const { founding, signUp } = await readHostSettings(this.#context.db);
    if (user.hostAdministrator || founding.who === 'anybody') return 'allowed';
    if (founding.who === 'nobody' || signUp.who === 'invitation') return 'hostOnly';
    return maySignUp(signUp, user.email) ? 'allowed' : 'otherDomain';
  }

  /** As its owner; enters it. Throws AppError `founding_closed` or `too_many_attempts`. */
  async create(member: MemberIdentity, name: string): Promise<string> {
    if ((await this.founding(member)) !== 'allowed') {
      throw new AppError('founding_closed', 'The host does not let this person found organisations.');
    }
    this.#foundings.require(member.userId);
    const { db, organisations } = this.#context;
    const made = await organisations.create(
      db,
      name,
      (transaction, { organisationId }) =>
        joinOrganisation(this.#context, transaction, { ...member, organisationId, role: 'owner' }),
      member.address,
    );
    await this.enter(member, made.organisationId);
    return made.organisationId;
  }
}

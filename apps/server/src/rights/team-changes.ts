// Changes to an organisation's roles, groups and queues: one after the other, by somebody who still has the right, told
// to everybody concerned once they are committed.

import { AppError, type Clock, Emitter } from '@nearhand/base';
import { type Holder, type Named, mayShapeRights, type RecordedEvent, type Right } from '@nearhand/protocol';
import type { Kysely, Transaction } from 'kysely';
import { actorOf, type MemberIdentity } from '../accounts/members.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import { heldRights, requireRights } from './decide.ts';
import { findStandings, type Standing } from './standing.ts';

/** So many roles, groups or queues of each kind at most. */
export const mostOfAKind = 200;

export type TeamPart = 'role' | 'group' | 'queue';
export type TeamEvent = Extract<RecordedEvent, `${TeamPart}.${string}`>;

/** Lists of names before and after, by what they are. */
export type Lists = Readonly<Record<string, readonly string[]>>;

export interface TeamRecord {
  readonly event: TeamEvent;
  readonly target: Named;
  readonly before?: Lists;
  readonly after?: Lists;
  readonly renamedFrom?: string;
}

/** What a change gets: its transaction, and the acting member as of now. */
export interface Acting {
  readonly transaction: Transaction<Database>;
  readonly self: Standing;
  readonly at: Date;
  readonly record: (what: TeamRecord) => Promise<void>;
}

export class TeamChanges {
  readonly #db: Kysely<Database>;
  readonly #clock: Clock;
  readonly #changed = new Emitter<{ readonly organisationId: string }>();

  constructor(options: { db: Kysely<Database>; clock: Clock }) {
    this.#db = options.db;
    this.#clock = options.clock;
  }

  get onChanged() {
    return this.#changed;
  }

  /** Needs `roles.edit`, looked up under the lock. */
  async run<T>(actor: MemberIdentity, work: (acting: Acting) => Promise<T>): Promise<T> {
    const { organisationId } = actor;
    const result = await this.#db.transaction().execute(async (transaction) => {
      await lockTeam(transaction, organisationId);
      const self = (await findStandings(transaction, [actor.memberId])).get(actor.memberId);
      if (!self) throw new AppError('not_signed_in', 'Sign in first.');
      requireRights(self, ['roles.edit']);
      const at = new Date(this.#clock.nowMs());
      return work({ transaction, self, at, record: (what) => this.#record(transaction, actor, at, what) });
    });
    this.#changed.emit({ organisationId });
    return result;
  }

  #record(transaction: Transaction<Database>, actor: MemberIdentity, at: Date, what: TeamRecord): Promise<void> {
    const { event, target, before = {}, after = {}, renamedFrom } = what;
    const kind: TeamPart = event.startsWith('role') ? 'role' : event.startsWith('group') ? 'group' : 'queue';
    return recordAudit(transaction, {
      organisationId: actor.organisationId,
      at,
      event,
      actor: actorOf(actor),
      target: { kind, id: target.id, name: target.name },
      address: actor.address,
      details: {
        ...(renamedFrom === undefined ? {} : { from: renamedFrom, to: target.name }),
        ...differences(before, after),
      },
    });
  }
}

/** Changes to members, roles and groups of an organisation come one after the other. */
export async function lockTeam(transaction: Transaction<Database>, organisationId: string): Promise<void> {
  await transaction
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', organisationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export function holderOf(standing: Standing): Holder {
  return { role: standing.role.id, rights: heldRights(standing) };
}

/** Throws `forbidden`: nobody gives, or takes, a right they do not hold. */
export function requireMayShape(self: Standing, before: readonly Right[], after: readonly Right[]): void {
  if (mayShapeRights(holderOf(self), before, after)) return;
  throw new AppError('forbidden', 'Nobody gives or takes a right they do not hold.');
}

type NamedTable = 'ownRoles' | 'technicianGroups' | 'queues';

/** Throws `conflict` where another one has the name, `limit_reached` where there are enough. */
export async function requireFreeName(
  { transaction, self }: Pick<Acting, 'transaction' | 'self'>,
  table: NamedTable,
  wanted: { readonly name: string; readonly id: string | null },
): Promise<void> {
  const others = await transaction
    .selectFrom(table)
    .select(['id', 'name'])
    .where('organisationId', '=', self.organisationId)
    .execute();
  if (wanted.id === null && others.length >= mostOfAKind) throw new AppError('limit_reached', 'There are enough.');
  const lower = wanted.name.toLowerCase();
  if (others.some(({ id, name }) => id !== wanted.id && name.toLowerCase() === lower)) {
    throw new AppError('name_taken', 'Another one has this name.');
  }
}

/** "membersAdded: Ana, Ben" and the like; kept short. */
function differences(before: Lists, after: Lists): Record<string, string> {
  const details: Record<string, string> = {};
  for (const part of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[part] ?? [];
    const is = after[part] ?? [];
    const added = is.filter((name) => !was.includes(name));
    const removed = was.filter((name) => !is.includes(name));
    if (added.length > 0) details[`${part}Added`] = short(added);
    if (removed.length > 0) details[`${part}Removed`] = short(removed);
  }
  return details;
}

function short(names: readonly string[]): string {
  const most = 20;
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} (+${names.length - most})` : shown;
}

// Presence of members: read, chosen by hand, and told to those who may see it when it changes.

import { type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import type { MemberPresence, MyPresence, PresenceChoice } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { MemberIdentity } from '../accounts/members.ts';
import type { Database } from '../database/schema.ts';
import type { Bus } from '../hub/bus.ts';
import { Coalescer } from '../hub/coalescer.ts';
import type { MemberTabs } from './member-tabs.ts';
import { presenceOf } from './presence-of.ts';

export interface PresenceServiceOptions {
  readonly db: Kysely<Database>;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly tabs: MemberTabs;
  /** Of these members, those who are connected somewhere. */
  readonly inSession: (memberIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

interface Found extends MyPresence {
  readonly memberId: string;
  readonly organisationId: string;
  readonly userId: string;
}

export class PresenceService implements Disposable {
  readonly #options: PresenceServiceOptions;
  readonly #store = new DisposableStore();
  readonly #telling: Coalescer;

  constructor(options: PresenceServiceOptions) {
    this.#options = options;
    this.#telling = this.#store.add(new Coalescer((memberId) => this.#tell(memberId), options.logger));
    this.#store.add(options.tabs.onChanged.on((memberId) => this.changed(memberId)));
  }

  /** Who of the organisation is not offline. */
  async list({ organisationId }: Pick<MemberIdentity, 'organisationId'>): Promise<MemberPresence[]> {
    const found = await this.#find(this.#options.tabs.membersIn(organisationId));
    return found
      .filter((one) => one.organisationId === organisationId && one.presence.state !== 'offline')
      .map(({ memberId, presence }) => ({ memberId, presence }));
  }

  async mine({ memberId }: Pick<MemberIdentity, 'memberId'>): Promise<MyPresence> {
    const [found] = await this.#find([memberId]);
    return found === undefined
      ? { presence: { state: 'offline', inSession: false }, choice: 'automatic' }
      : { presence: found.presence, choice: found.choice };
  }

  async choose(member: Pick<MemberIdentity, 'memberId'>, choice: PresenceChoice): Promise<MyPresence> {
    await this.#options.db
      .updateTable('members')
      .set({ presenceChoice: choice })
      .where('id', '=', member.memberId)
      .execute();
    this.changed(member.memberId);
    return this.mine(member);
  }

  /** Something it depends on did. */
  changed(memberId: string): void {
    this.#telling.request(memberId);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #tell(id: string): Promise<void> {
    const { bus } = this.#options;
    const [found] = await this.#find([id]);
    if (found === undefined) return;
    const { memberId, organisationId, userId, presence, choice } = found;
    bus.publish('organisation', organisationId, {
      audience: { right: 'members.view' },
      message: { type: 'presence.changed', memberId, presence },
    });
    bus.publish('user', userId, {
      organisationId,
      right: null,
      message: { type: 'presence.mine', mine: { presence, choice } },
    });
  }

  async #find(memberIds: readonly string[]): Promise<Found[]> {
    if (memberIds.length === 0) return [];
    const { db, tabs, inSession } = this.#options;
    const rows = await db
      .selectFrom('members')
      .select(['id', 'organisationId', 'userId', 'presenceChoice as choice'])
      .where('id', 'in', memberIds)
      .execute();
    const busy = await inSession(memberIds);
    return rows.map(({ id, choice, ...row }) => ({
      ...row,
      memberId: id,
      choice,
      presence: presenceOf({ activity: tabs.activityOf(id), inSession: busy.has(id), choice }),
    }));
  }
}

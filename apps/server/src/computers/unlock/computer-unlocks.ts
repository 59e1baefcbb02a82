// Credentials that unlock computers' screens: stored as they were sealed to the agents, given to them, removed; and what
// became of them. Nothing here can read them, and no log or audit entry holds them.

import { AppError, Emitter } from '@nearhand/base';
import type { AgentMessage, ComputerUnlock, RecordedEvent, SetComputerUnlock } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import { actorOf, type MemberIdentity } from '../../accounts/members.ts';
import type { AppContext } from '../../app-context.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import type { Database } from '../../database/schema.ts';
import { lockTeam } from '../../rights/team-changes.ts';
import type { ComputerRow } from '../computer.repository.ts';
import { requireEditable } from '../require-editable.ts';
import type { ShareRepository } from '../sharing/share.repository.ts';

type Unlocked = Extract<AgentMessage, { type: 'account.unlocked' }>;
type Stored = Pick<ComputerRow, 'unlockSealed' | 'unlockKey' | 'unlockFailed' | 'endingFailed'>;

export class ComputerUnlocks {
  readonly #context: Pick<AppContext, 'clock' | 'db'>;
  readonly #locks: Pick<ShareRepository, 'lockComputer' | 'transaction'>;
  readonly #set = new Emitter<ComputerRow>();
  readonly #tried = new Emitter<{ readonly computerId: string }>();

  constructor(context: Pick<AppContext, 'clock' | 'db'>, locks: Pick<ShareRepository, 'lockComputer' | 'transaction'>) {
    this.#context = context;
    this.#locks = locks;
  }

  /** After the commit, stored or removed. */
  get onSet() {
    return this.#set;
  }

  /** After the commit. */
  get onTried() {
    return this.#tried;
  }

  async view(actor: MemberIdentity, id: string): Promise<ComputerUnlock> {
    const row = await this.#context.db.transaction().execute((transaction) => this.#editable(transaction, actor, id));
    const { agentKey, organisationId, sealingKey, sealingSignature, unlockFailed, unlockKey, unlockSealed } = row;
    const isKnown = agentKey !== null && sealingKey !== null && sealingSignature !== null;
    return {
      state: unlockSealed === null ? 'none' : unlockKey === sealingKey ? 'stored' : 'stale',
      failure: unlockFailed,
      target: isKnown ? { organisationId, agentKey, sealing: { key: sealingKey, signature: sealingSignature } } : null,
    };
  }

  /** Takes the place of what there was. */
  store(actor: MemberIdentity, id: string, { key, sealed }: SetComputerUnlock): Promise<void> {
    return this.#change(actor, id, 'computer.unlockStored', ({ endingFailed, sealingKey }) => {
      if (sealingKey !== key) {
        throw new AppError('unlock_key_changed', 'The computer has another key to seal to. Read it and seal again.');
      }
      return { unlockSealed: sealed, unlockKey: key, unlockFailed: null, endingFailed };
    });
  }

  remove(actor: MemberIdentity, id: string): Promise<void> {
    return this.#change(actor, id, 'computer.unlockRemoved', ({ atEnd, endingFailed, unlockSealed }) => {
      if (unlockSealed === null) return null;
      // It was locked again because it had been unlocked.
      const stillFails = atEnd === 'leave' ? null : endingFailed;
      return { unlockSealed: null, unlockKey: null, unlockFailed: null, endingFailed: stillFails };
    });
  }

  /** As its agent says. Of what was never stored, or is removed meanwhile, there is no news. */
  async tried(computerId: string, { failure }: Unlocked): Promise<void> {
    const { clock, db } = this.#context;
    const isRecorded = await db.transaction().execute(async (transaction) => {
      const computer = await transaction
        .updateTable('computers')
        .set({ unlockFailed: failure })
        .where('id', '=', computerId)
        .where('unlockSealed', 'is not', null)
        .returning(['id', 'name', 'organisationId'])
        .executeTakeFirst();
      if (computer === undefined) return false;
      const { id, name, organisationId } = computer;
      await recordAudit(transaction, {
        organisationId,
        at: new Date(clock.nowMs()),
        event: failure === null ? 'computer.unlocked' : 'computer.notUnlocked',
        actor: { kind: 'system' },
        target: { kind: 'computer', id, name },
        ...(failure === null ? {} : { details: { reason: failure } }),
      });
      return true;
    });
    if (isRecorded) this.#tried.emit({ computerId });
  }

  async #change(
    actor: MemberIdentity,
    id: string,
    event: RecordedEvent,
    next: (row: ComputerRow) => Stored | null,
  ): Promise<void> {
    const changed = await this.#locks.transaction(async (transaction) => {
      await lockTeam(transaction, actor.organisationId);
      const before = await this.#editable(transaction, actor, id);
      const stored = next(before);
      if (stored === null) return null;
      await recordAudit(transaction, {
        organisationId: before.organisationId,
        at: new Date(this.#context.clock.nowMs()),
        event,
        actor: actorOf(actor),
        target: { kind: 'computer', id, name: before.name },
        address: actor.address,
      });
      const update = transaction.updateTable('computers').set(stored).where('id', '=', id);
      return update.returningAll().executeTakeFirstOrThrow();
    });
    if (changed !== null) this.#set.emit(changed);
  }

  async #editable(transaction: Transaction<Database>, actor: MemberIdentity, id: string): Promise<ComputerRow> {
    const row = await this.#locks.lockComputer(transaction, id);
    if (!row) throw new AppError('not_found', 'There is no such computer.');
    await requireEditable(transaction, actor, row, this.#context.clock.nowMs());
    if (row.kind === 'demo') {
      throw new AppError('bad_request', 'The demo computer has no account whose screen could be unlocked.');
    }
    return row;
  }
}

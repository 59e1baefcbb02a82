// What members set of a computer: its name and its policy. Told to everybody who sees it, and to its agent.

import { AppError, Emitter } from '@nearhand/base';
import type { AuditActor, ChangeComputer, ComputerPolicy, RecordedEvent } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import { AttemptLimit } from '../accounts/attempt-limit.ts';
import { actorOf, type MemberIdentity } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import { lockTeam } from '../rights/team-changes.ts';
import type { ComputerRow } from './computer.repository.ts';
import { policyOf } from './computer.view.ts';
import { requireEditable } from './require-editable.ts';
import type { ShareRepository } from './sharing/share.repository.ts';

interface Entry {
  readonly event: RecordedEvent;
  readonly details: Record<string, string | number>;
}

interface Actor {
  readonly actor: AuditActor;
  readonly address: string | null;
}

/** Whoever sits there: its agent proved its key. */
const computerItself: Actor = { actor: { kind: 'computer' }, address: null };

export class ComputerSettings {
  readonly #context: Pick<AppContext, 'clock' | 'db'>;
  readonly #locks: Pick<ShareRepository, 'lockComputer' | 'transaction'>;
  readonly #tell: (row: ComputerRow) => void;
  readonly #changed = new Emitter<ComputerRow>();
  /** Each is told to everybody who sees the computer, and stands in the log for ever. */
  readonly #renames: AttemptLimit;

  /** `tell`: its agent, how it is. */
  constructor(
    context: Pick<AppContext, 'clock' | 'db'>,
    locks: Pick<ShareRepository, 'lockComputer' | 'transaction'>,
    tell: (row: ComputerRow) => void,
  ) {
    this.#context = context;
    this.#locks = locks;
    this.#tell = tell;
    this.#renames = new AttemptLimit({ clock: context.clock, atOnce: 10, refillMs: 60_000 });
  }

  /** After the commit. */
  get onChanged() {
    return this.#changed;
  }

  /** Nobody connects meanwhile; the actor’s rights are read anew. */
  async change(actor: MemberIdentity, id: string, { name, policy }: ChangeComputer): Promise<void> {
    const changed = await this.#locks.transaction(async (transaction) => {
      await lockTeam(transaction, actor.organisationId);
      const before = await this.#locks.lockComputer(transaction, id);
      if (!before) throw new AppError('not_found', 'There is no such computer.');
      await requireEditable(transaction, actor, before, this.#context.clock.nowMs());
      if (before.kind === 'demo') requireOfDemo({ name, policy });
      const after = { name: name ?? before.name, ...policyOf(before), ...withoutUndefined(policy ?? {}) };
      const entries = entriesOf(before, after);
      if (entries.length === 0) return null;
      const by = { actor: actorOf(actor), address: actor.address };
      for (const entry of entries) await this.#record(transaction, by, before, entry);
      return transaction
        .updateTable('computers')
        .set({
          ...after,
          permissions: [...after.permissions],
          ...(after.atEnd === before.atEnd ? {} : { endingFailed: null }),
        })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
    });
    if (changed !== null) this.#changed.emit(changed);
  }

  /** As the person at it says, who is answered where nothing changes too. */
  async rename(id: string, name: string): Promise<void> {
    const isTooOften = this.#renames.book(id) > 0;
    const outcome = await this.#locks.transaction(async (transaction) => {
      const before = await this.#locks.lockComputer(transaction, id);
      if (!before) throw new AppError('not_found', 'There is no such computer.');
      if (isTooOften || before.kind === 'demo' || before.name === name) return { same: before };
      const entry = { event: 'computer.renamed', details: { from: before.name, to: name } } as const;
      await this.#record(transaction, computerItself, before, entry);
      const update = transaction.updateTable('computers').set({ name }).where('id', '=', id);
      return { changed: await update.returningAll().executeTakeFirstOrThrow() };
    });
    if ('same' in outcome) this.#tell(outcome.same);
    else this.#changed.emit(outcome.changed);
  }

  #record(
    transaction: Transaction<Database>,
    by: Actor,
    { id, name, organisationId }: ComputerRow,
    { event, details }: Entry,
  ): Promise<void> {
    return recordAudit(transaction, {
      organisationId,
      at: new Date(this.#context.clock.nowMs()),
      event,
      actor: by.actor,
      target: { kind: 'computer', id, name },
      address: by.address,
      details,
    });
  }
}

/** Its agent is told of no policy: what members may do there is in their tickets, and whether they may connect here. */
function requireOfDemo({ name, policy = {} }: ChangeComputer): void {
  const { disabled: _disabled, permissions: _permissions, ...others } = policy;
  if (name === undefined && Object.keys(withoutUndefined(others)).length === 0) return;
  throw new AppError(
    'bad_request',
    'The demo computer has a name in every language and nobody who could be asked or locked out. Set only `permissions` and `disabled`.',
  );
}

function entriesOf(before: ComputerRow, after: { name: string } & ComputerPolicy): Entry[] {
  const entries: Entry[] = [];
  if (before.name !== after.name) {
    entries.push({ event: 'computer.renamed', details: { from: before.name, to: after.name } });
  }
  if (before.disabled !== after.disabled) {
    entries.push({ event: after.disabled ? 'computer.disabled' : 'computer.enabled', details: {} });
  }
  const [was, is] = [cutsOf(policyOf(before)), cutsOf(after)];
  if (JSON.stringify(was) !== JSON.stringify(is)) entries.push({ event: 'computer.policyChanged', details: is });
  return entries;
}

function cutsOf({ permissions, ask, askSeconds, atEnd }: ComputerPolicy): Record<string, string | number> {
  return { permissions: permissions.join(', '), askSeconds: ask ? askSeconds : 0, atEnd };
}

function withoutUndefined(policy: NonNullable<ChangeComputer['policy']>): Partial<ComputerPolicy> {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}

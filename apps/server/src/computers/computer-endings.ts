// How computers are left at the end of sessions: what their agents say they did, or could not do, as their policy wants.

import { Emitter } from '@nearhand/base';
import type { AgentMessage, RecordedEvent } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { recordAudit } from '../audit/record-audit.ts';

type Left = Extract<AgentMessage, { type: 'account.left' }>;

const events = {
  lock: { done: 'computer.locked', failed: 'computer.notLocked' },
  signOut: { done: 'computer.signedOut', failed: 'computer.notSignedOut' },
} as const satisfies Record<Left['ending'], Record<'done' | 'failed', RecordedEvent>>;

export class ComputerEndings {
  readonly #context: Pick<AppContext, 'clock' | 'db'>;
  readonly #changed = new Emitter<{ readonly computerId: string }>();

  constructor(context: Pick<AppContext, 'clock' | 'db'>) {
    this.#context = context;
  }

  /** After the commit. */
  get onChanged() {
    return this.#changed;
  }

  /** What the policy does not want any more, or never wanted, is no news. What was unlocked is locked again. */
  async left(computerId: string, { ending, done }: Left): Promise<void> {
    const { clock, db } = this.#context;
    const isRecorded = await db.transaction().execute(async (transaction) => {
      const computer = await transaction
        .updateTable('computers')
        .set({ endingFailed: done ? null : ending })
        .where('id', '=', computerId)
        .where('kind', '=', 'enrolled')
        .where(({ eb, or, and }) =>
          or([
            eb('atEnd', '=', ending),
            ...(ending === 'lock' ? [and([eb('atEnd', '=', 'leave'), eb('unlockSealed', 'is not', null)])] : []),
          ]),
        )
        .returning(['id', 'name', 'organisationId'])
        .executeTakeFirst();
      if (computer === undefined) return false;
      const { id, name, organisationId } = computer;
      await recordAudit(transaction, {
        organisationId,
        at: new Date(clock.nowMs()),
        event: events[ending][done ? 'done' : 'failed'],
        actor: { kind: 'system' },
        target: { kind: 'computer', id, name },
      });
      return true;
    });
    if (isRecorded) this.#changed.emit({ computerId });
  }
}

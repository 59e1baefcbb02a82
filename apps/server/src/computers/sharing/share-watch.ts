// Ends shares when their time is over. Once for each, whichever process looks; what is due is known to the database.

import { type Clock, type Disposable, DueSweep, Emitter, type Logger } from '@nearhand/base';
import { recordAudit } from '../../audit/record-audit.ts';
import { forgetShare } from './end-shares.ts';
import type { ShareRepository, ShareRow } from './share.repository.ts';
import { shareDetails } from './share-details.ts';
import type { ShareService } from './share.service.ts';

export interface ShareWatchOptions {
  readonly repository: ShareRepository;
  readonly service: Pick<ShareService, 'onChanged'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class ShareWatch implements Disposable {
  readonly #options: ShareWatchOptions;
  readonly #listening: Disposable;
  readonly #due: DueSweep;
  readonly #over = new Emitter<ShareRow>();

  constructor(options: ShareWatchOptions) {
    const { clock, logger, service } = options;
    this.#options = options;
    this.#due = new DueSweep({
      clock,
      sweep: () => this.#sweep(),
      failed: (error) => logger.warn('shares could not be ended', { error }),
    });
    this.#listening = service.onChanged.on(({ until }) => {
      if (until !== null) this.#due.expect(until.getTime());
    });
  }

  /** After the commit. */
  get onOver() {
    return this.#over;
  }

  start(): void {
    this.#due.wake();
  }

  /** Until everything that is over is ended. */
  run(): Promise<void> {
    return this.#due.run();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#due.dispose();
  }

  async #sweep(): Promise<number | null> {
    const { clock, repository } = this.#options;
    for (const share of await repository.due(new Date(clock.nowMs()))) {
      if (this.#due.disposed) break;
      const ended = await this.#end(share);
      if (ended !== null) this.#over.emit(ended);
    }
    return (await repository.nextDue())?.getTime() ?? null;
  }

  #end({ id, computerId }: Pick<ShareRow, 'id' | 'computerId'>): Promise<ShareRow | null> {
    const { clock, repository } = this.#options;
    return repository.transaction(async (transaction) => {
      const at = new Date(clock.nowMs());
      // Whoever is just connecting is done before, or sees that it is over.
      const computer = await repository.lockComputer(transaction, computerId);
      const share = await repository.find(transaction, computerId, id);
      if (computer === undefined || share === undefined || share.until === null) return null;
      if (share.until > at || share.overAt !== null) return null;
      await repository.change(transaction, id, { ...share, overAt: at });
      await forgetShare(transaction, share);
      await recordAudit(transaction, {
        organisationId: computer.organisationId,
        at,
        event: 'computer.shareEnded',
        actor: { kind: 'system' },
        target: { kind: 'computer', id: computerId, name: computer.name },
        details: shareDetails(share),
      });
      return share;
    });
  }
}

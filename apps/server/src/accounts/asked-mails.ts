// Mails that anybody may ask for by giving an address, known or not: few for each address, and made only after the answer,
// so that neither the answer nor its time tells anything.

import type { Clock, Logger } from '@nearhand/base';
import { AttemptLimit } from './attempt-limit.ts';

const atOnce = 3;
const refillMs = 20 * 60_000;

export class AskedMails {
  readonly #limit: AttemptLimit;
  readonly #logger: Logger;
  readonly #running = new Set<Promise<void>>();

  constructor({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }) {
    this.#limit = new AttemptLimit({ clock, atOnce, refillMs });
    this.#logger = logger;
  }

  /** Returns at once; `make` puts the mail into the queue. */
  ask(email: string, make: () => Promise<void>): void {
    if (this.#limit.book(email) > 0) return;
    const work = make().catch((error: unknown) =>
      this.#logger.error('A mail that was asked for could not be made', { error }),
    );
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  /** Resolves when everything asked for is in the queue. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }
}

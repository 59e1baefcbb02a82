// A desktop of its own for each session, for the demo computer: what one visitor does, another never sees.

import { type Clock, type Logger, toDisposable } from '@nearhand/base';
import type { Desktop } from '@nearhand/host';
import type { Locale, Ticket } from '@nearhand/protocol';
import { DesktopHolder, type DesktopLease, type DesktopSource } from './desktop-holder.ts';

export interface DesktopPerSessionOptions {
  /** For whoever opened the session, in their language. */
  readonly open: (locale: Locale) => Desktop | Promise<Desktop>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class DesktopPerSession implements DesktopSource {
  readonly #options: DesktopPerSessionOptions;
  readonly #sessions = new Map<string, { holder: DesktopHolder; users: number }>();

  constructor(options: DesktopPerSessionOptions) {
    this.#options = options;
  }

  acquire({ sessionId, principal }: Pick<Ticket, 'sessionId' | 'principal'>): DesktopLease {
    const { open, clock, logger } = this.#options;
    const session = this.#sessions.get(sessionId) ?? {
      holder: new DesktopHolder({ open: () => open(principal.locale ?? 'en'), clock, logger }),
      users: 0,
    };
    this.#sessions.set(sessionId, session);
    session.users++;
    const lease = session.holder.acquire();
    const release = toDisposable(() => {
      lease.dispose();
      session.users--;
      if (session.users > 0) return;
      this.#sessions.delete(sessionId);
      session.holder.dispose();
    });
    return {
      get desktop() {
        return lease.desktop;
      },
      onChanged: lease.onChanged,
      dispose: () => release.dispose(),
    };
  }

  dispose(): void {
    for (const { holder } of this.#sessions.values()) holder.dispose();
    this.#sessions.clear();
  }
}

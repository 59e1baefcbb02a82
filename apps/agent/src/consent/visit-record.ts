// Who was connected and when, for the receipt that the person at the computer gets at the end.

import type { Clock } from '@nearhand/base';
import { intersectPermissions, type Permission, permissions as allPermissions } from '@nearhand/protocol';
import type { ParticipantView, Visit } from './consent-view.ts';

/** Enough for any honest session; the oldest are kept. */
const limit = 100;

export class VisitRecord {
  readonly #clock: Clock;
  readonly #open = new Map<string, Visit>();
  readonly #closed: Visit[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Finished visits, oldest first. */
  get visits(): Visit[] {
    return [...this.#closed];
  }

  /** Who is here now, and what they may do now. */
  update(present: readonly ParticipantView[], allowed: readonly Permission[]): void {
    const nowMs = this.#clock.nowMs();
    for (const { linkId, name, organisation, sinceMs } of present) {
      const before = this.#open.get(linkId)?.permissions ?? [];
      const permissions = allPermissions.filter(
        (one) => before.includes(one) || intersectPermissions(allowed, [one]).length > 0,
      );
      this.#open.set(linkId, { name, organisation, fromMs: sinceMs, toMs: nowMs, permissions });
    }
    for (const [linkId, visit] of this.#open) {
      if (present.some((one) => one.linkId === linkId)) continue;
      this.#open.delete(linkId);
      if (this.#closed.length < limit) this.#closed.push({ ...visit, toMs: nowMs });
    }
  }
}

// Who was connected and when, for the receipt that the person at the computer gets at the end.

import type { Clock } from '@nearhand/base';
import { intersectPermissions, type Permission, permissions } from '@nearhand/protocol';
import { z } from 'zod';
import type { StoredValue } from '../identity/stored-value.ts';
import { type Deed, deedSchema, type ParticipantView, type Visit, visitSchema } from './consent-view.ts';

/** Enough for any honest session; the oldest are kept. */
const limit = 100;

/** `toMs` null: it was going on. */
export const storedVisitsSchema = z.array(visitSchema.extend({ toMs: z.number().nullable() }));
export type StoredVisits = StoredValue<z.infer<typeof storedVisitsSchema>>;

export class VisitRecord {
  readonly #clock: Clock;
  readonly #stored: StoredVisits;
  readonly #open = new Map<string, Visit>();
  readonly #closed: Visit[];

  /** `stored`: kept by an interrupted run, whose visits lasted until now at most. */
  constructor(clock: Clock, stored: StoredVisits) {
    this.#clock = clock;
    this.#stored = stored;
    const nowMs = clock.nowMs();
    this.#closed = (stored.read() ?? []).map((visit) => ({ ...visit, toMs: visit.toMs ?? nowMs }));
  }

  /** Finished visits, oldest first. */
  get visits(): Visit[] {
    return [...this.#closed];
  }

  /** Who is here now, and what they may do now. */
  update(present: readonly ParticipantView[], allowed: readonly Permission[]): void {
    const nowMs = this.#clock.nowMs();
    const possible: readonly Deed[] = intersectPermissions(allowed, permissions);
    for (const { linkId, name, organisation, sinceMs } of present) {
      const before = this.#open.get(linkId)?.deeds ?? [];
      const deeds = deedSchema.options.filter((one) => before.includes(one) || possible.includes(one));
      this.#open.set(linkId, { name, organisation, fromMs: sinceMs, toMs: nowMs, deeds });
    }
    for (const [linkId, visit] of this.#open) {
      if (present.some((one) => one.linkId === linkId)) continue;
      this.#open.delete(linkId);
      if (this.#closed.length < limit) this.#closed.push({ ...visit, toMs: nowMs });
    }
    this.#keep();
  }

  /** A visitor has a report on this computer. */
  reportSent(linkId: string): void {
    const visit = this.#open.get(linkId);
    if (visit === undefined || visit.deeds.includes('report')) return;
    this.#open.set(linkId, { ...visit, deeds: [...visit.deeds, 'report'] });
    this.#keep();
  }

  #keep(): void {
    const open = [...this.#open.values()].map((visit) => ({ ...visit, toMs: null }));
    this.#stored.write([...this.#closed, ...open].slice(0, limit));
  }
}

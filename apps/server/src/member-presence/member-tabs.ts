// Which members have a tab of the portal open, and whether they are active in any. In memory of this process; several
// servers need another implementation of the port.

import { type Clock, type Disposable, Emitter, type Event } from '@nearhand/base';
import type { MemberIdentity } from '../accounts/members.ts';

export type TabOwner = Pick<MemberIdentity, 'memberId' | 'organisationId'>;

export interface MemberTabs {
  report(owner: TabOwner, tabId: string, active: boolean): void;
  /** One that never reported is no tab. */
  close(owner: TabOwner, tabId: string): void;
  /** Null: no tab is open. */
  activityOf(memberId: string): 'active' | 'idle' | null;
  /** Members with an open tab. */
  membersIn(organisationId: string): string[];
  /** The member whose activity is another now. */
  readonly onChanged: Event<string>;
}

/** Whoever loads a page again is not gone meanwhile. */
export const leavingMs = 5_000;

interface Entry {
  readonly organisationId: string;
  /** Active or not, by tab. */
  readonly tabs: Map<string, boolean>;
  leaving: Disposable | null;
}

export class LocalMemberTabs implements MemberTabs, Disposable {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new Emitter<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get onChanged(): Event<string> {
    return this.#changed;
  }

  report({ memberId, organisationId }: TabOwner, tabId: string, active: boolean): void {
    const before = this.activityOf(memberId);
    const entry = this.#entries.get(memberId) ?? { organisationId, tabs: new Map<string, boolean>(), leaving: null };
    if (entry.leaving !== null) {
      entry.leaving.dispose();
      entry.leaving = null;
      entry.tabs.clear();
    }
    entry.tabs.set(tabId, active);
    this.#entries.set(memberId, entry);
    if (this.activityOf(memberId) !== before) this.#changed.emit(memberId);
  }

  close({ memberId }: TabOwner, tabId: string): void {
    const entry = this.#entries.get(memberId);
    if (!entry?.tabs.has(tabId)) return;
    const before = this.activityOf(memberId);
    if (entry.tabs.size === 1) {
      // Stays as it was until then.
      entry.leaving ??= this.#clock.setTimer(leavingMs, () => this.#forget(memberId));
      return;
    }
    entry.tabs.delete(tabId);
    if (this.activityOf(memberId) !== before) this.#changed.emit(memberId);
  }

  activityOf(memberId: string): 'active' | 'idle' | null {
    const entry = this.#entries.get(memberId);
    if (entry === undefined) return null;
    return [...entry.tabs.values()].includes(true) ? 'active' : 'idle';
  }

  membersIn(organisationId: string): string[] {
    return [...this.#entries].filter(([, entry]) => entry.organisationId === organisationId).map(([id]) => id);
  }

  dispose(): void {
    for (const entry of this.#entries.values()) entry.leaving?.dispose();
    this.#entries.clear();
  }

  #forget(memberId: string): void {
    this.#entries.delete(memberId);
    this.#changed.emit(memberId);
  }
}

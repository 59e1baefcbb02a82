// Who has which organisation's portal open now, by the members' sockets of this process.

import { type Disposable, toDisposable } from '@nearhand/base';

export interface PortalOf {
  readonly userId: string;
  readonly organisationId: string | null;
}

export class OpenPortals {
  /** Sockets per user and organisation. */
  readonly #counts = new Map<string, number>();

  /** Counts until disposed. */
  add({ userId, organisationId }: PortalOf): Disposable {
    const key = `${userId} ${organisationId}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    return toDisposable(() => {
      const left = (this.#counts.get(key) ?? 1) - 1;
      if (left === 0) this.#counts.delete(key);
      else this.#counts.set(key, left);
    });
  }

  has({ userId, organisationId }: PortalOf): boolean {
    return this.#counts.has(`${userId} ${organisationId}`);
  }
}

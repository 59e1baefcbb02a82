// Who has which organisation's portal open now, by the members' sockets of this process.

import { type Disposable, toDisposable } from '@nearhand/base';

export interface PortalOf {
  readonly userId: string;
  /** Null: whichever of theirs, for what concerns the person alone. */
  readonly organisationId: string | null;
}

export class OpenPortals {
  /** Sockets per user and organisation. */
  readonly #counts = new Map<string, Map<string, number>>();

  /** Counts until disposed. */
  add({ userId, organisationId }: { readonly userId: string; readonly organisationId: string }): Disposable {
    const ofUser = this.#counts.get(userId) ?? new Map<string, number>();
    this.#counts.set(userId, ofUser);
    ofUser.set(organisationId, (ofUser.get(organisationId) ?? 0) + 1);
    return toDisposable(() => {
      const left = (ofUser.get(organisationId) ?? 1) - 1;
      if (left > 0) ofUser.set(organisationId, left);
      else ofUser.delete(organisationId);
      if (ofUser.size === 0 && this.#counts.get(userId) === ofUser) this.#counts.delete(userId);
    });
  }

  has({ userId, organisationId }: PortalOf): boolean {
    const ofUser = this.#counts.get(userId);
    return organisationId === null ? ofUser !== undefined : ofUser?.has(organisationId) === true;
  }
}

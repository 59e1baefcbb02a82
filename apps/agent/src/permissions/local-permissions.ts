// What the person at the computer allows, as the one value every viewer's rights are cut down to. While somebody is
// connected it is only ever lowered; who may raise it is decided by the consent flow and the policy, not here.

import { Emitter, type Event } from '@nearhand/base';
import { intersectPermissions, type Permission } from '@nearhand/protocol';

export class LocalPermissions {
  readonly #changed = new Emitter<readonly Permission[]>();
  #allowed: readonly Permission[];

  /** After each change. */
  readonly onChanged: Event<readonly Permission[]> = this.#changed;

  constructor(allowed: readonly Permission[] = []) {
    this.#allowed = normalise(allowed);
  }

  get allowed(): readonly Permission[] {
    return this.#allowed;
  }

  /** A person's or a policy's yes to exactly these. */
  allow(permissions: readonly Permission[]): void {
    this.#set(normalise(permissions));
  }

  /** Takes one away; taking `view` away takes everything away that needs it. */
  withdraw(permission: Permission): void {
    this.#set(normalise(this.#allowed.filter((other) => other !== permission)));
  }

  #set(allowed: readonly Permission[]): void {
    if (allowed.join() === this.#allowed.join()) return;
    this.#allowed = allowed;
    this.#changed.emit(allowed);
  }
}

/** What a viewer may do: what its ticket says and what is allowed here. */
export function effectivePermissions(ticket: readonly Permission[], allowed: readonly Permission[]): Permission[] {
  return normalise(intersectPermissions(ticket, allowed));
}

/** Nobody acts on what cannot be seen: `control` needs `view`. */
function normalise(permissions: readonly Permission[]): Permission[] {
  const known = intersectPermissions(permissions, permissions);
  return known.includes('view') ? known : [];
}

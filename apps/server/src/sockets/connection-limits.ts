// How many sockets one address may hold: few that have not said who they are, many that have (an office behind one
// address). Counts only; it does not know sockets.

export interface ConnectionLimits {
  readonly pendingPerAddress: number;
  readonly perAddress: number;
}

export const defaultConnectionLimits: ConnectionLimits = { pendingPerAddress: 100, perAddress: 5_000 };

interface Count {
  pending: number;
  total: number;
}

export class ConnectionCounter {
  readonly #limits: ConnectionLimits;
  readonly #counts = new Map<string, Count>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** Takes a place for a socket that has not said who it is; null when there is none. */
  enter(address: string): { greeted(): void; left(): void } | null {
    const count = this.#counts.get(address) ?? { pending: 0, total: 0 };
    if (count.pending >= this.#limits.pendingPerAddress || count.total >= this.#limits.perAddress) return null;
    this.#counts.set(address, count);
    count.pending += 1;
    count.total += 1;
    let pending = true;
    let present = true;
    const greeted = () => {
      if (pending) count.pending -= 1;
      pending = false;
    };
    const left = () => {
      greeted();
      if (present) count.total -= 1;
      present = false;
      if (count.total === 0) this.#counts.delete(address);
    };
    return { greeted, left };
  }
}

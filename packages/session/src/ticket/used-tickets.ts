// The tickets an agent has taken, so that each is taken once. Forgets those that expired anyway.

export class UsedTickets {
  readonly #expiryById = new Map<string, number>();

  /** False when it was taken before. */
  take(id: string, expiresAtMs: number, nowMs: number): boolean {
    for (const [other, expiry] of this.#expiryById) if (expiry < nowMs) this.#expiryById.delete(other);
    if (this.#expiryById.has(id)) return false;
    this.#expiryById.set(id, expiresAtMs);
    return true;
  }
}

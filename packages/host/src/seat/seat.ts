// Who is signed in at the screen, as far as leaving the computer is concerned: whether it is locked, locking it, signing
// out. Backends: linux-seat.ts, windows-seat.ts, and one in memory in fake/.

export interface Seat {
  /** False too where the system does not tell, or nobody is signed in. */
  isLocked(): Promise<boolean>;
  /**
   * Resolves once it is locked, or nobody is signed in. Rejects with AppError `unavailable` and a sentence for
   * administrators where nothing locked it: asking for it is no proof. Aborted, it waits no longer and rejects with the
   * signal's reason.
   */
  lock(signal: AbortSignal): Promise<void>;
  /** Resolves once it is under way; programs are closed, this one perhaps among them. Rejects like `lock`. */
  signOut(): Promise<void>;
}

// Who is signed in at the screen, as far as coming and leaving are concerned: whether it is locked, locking and unlocking
// it, signing out. Backends: linux-seat.ts, windows-seat.ts, and one in memory in fake/.

export interface AccountAtScreen {
  /** Empty: whoever is signed in. */
  readonly userName: string;
  readonly password: string;
}

export interface Seat {
  /** Unlocking is offered at all; whether it works is another question. */
  readonly unlocks: boolean;
  /** False too where the system does not tell, or nobody is signed in. */
  isLocked(): Promise<boolean>;
  /**
   * Resolves once it is locked, or nobody is signed in. Rejects with AppError `unavailable` and a sentence for
   * administrators where nothing locked it: asking for it is no proof. Aborted, it waits no longer and rejects with the
   * signal's reason.
   */
  lock(signal: AbortSignal): Promise<void>;
  /**
   * Tries once. Resolves once what was locked is not any more. Rejects like `lock`, with `password_wrong` where the
   * password is not the account's, and with `forbidden` where another account is at the screen.
   */
  unlock(account: AccountAtScreen, signal: AbortSignal): Promise<void>;
  /** Resolves once it is under way; programs are closed, this one perhaps among them. Rejects like `lock`. */
  signOut(): Promise<void>;
}

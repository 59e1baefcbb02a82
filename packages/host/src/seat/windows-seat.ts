// Windows: the session this program runs in, which for a service's worker is the one in front. ExitWindowsEx is of no use
// here: called with a service's rights it closes nothing of the person's.

import { AppError, type Clock } from '@nearhand/base';
import type { User32 } from '../windows/native/user32.ts';
import { currentSession, type Wtsapi32 } from '../windows/native/wtsapi32.ts';
import { isSessionLocked, isSomebodySignedIn } from '../windows/session-state.ts';
import type { Seat } from './seat.ts';
import { waitForLock } from './wait-for-lock.ts';

const patienceMs = 5000;

export interface SeatLibraries {
  readonly user32: Pick<User32, 'lockWorkStation'>;
  readonly wtsapi32: Wtsapi32 | null;
}

export class WindowsSeat implements Seat {
  readonly #libraries: () => SeatLibraries;
  readonly #clock: Clock;

  /** `libraries` are loaded with the first question. */
  constructor(libraries: () => SeatLibraries, clock: Clock) {
    this.#libraries = libraries;
    this.#clock = clock;
  }

  isLocked(): Promise<boolean> {
    const { wtsapi32 } = this.#libraries();
    return Promise.resolve(wtsapi32 !== null && isSessionLocked(wtsapi32));
  }

  async lock(signal: AbortSignal): Promise<void> {
    const { user32 } = this.#libraries();
    if (this.#isNobody() || (await this.isLocked())) return;
    if (user32.lockWorkStation() === 0) throw new AppError('unavailable', 'Windows refused to lock the computer.');
    const isLocked = (): Promise<boolean> => this.isLocked();
    if (await waitForLock({ clock: this.#clock, limitMs: patienceMs, isLocked, signal })) return;
    throw new AppError('unavailable', 'Windows did not lock the computer.');
  }

  async signOut(): Promise<void> {
    const { wtsapi32 } = this.#libraries();
    if (this.#isNobody()) return;
    if (wtsapi32 === null || wtsapi32.logoffSession(null, currentSession, 0) === 0) {
      throw new AppError('unavailable', 'Windows refused to sign out.');
    }
  }

  #isNobody(): boolean {
    const { wtsapi32 } = this.#libraries();
    return wtsapi32 !== null && !isSomebodySignedIn(wtsapi32);
  }
}

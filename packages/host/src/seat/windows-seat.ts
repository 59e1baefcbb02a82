// Windows: the session this program runs in, which for a service's worker is the one in front. ExitWindowsEx is of no use
// here: called with a service's rights it closes nothing of the person's.

import { AppError, type Clock } from '@nearhand/base';
import type { User32 } from '../windows/native/user32.ts';
import { currentSession, type Wtsapi32 } from '../windows/native/wtsapi32.ts';
import { isSessionLocked, isSomebodySignedIn, nameAtScreen } from '../windows/session-state.ts';
import type { AccountAtScreen, Seat } from './seat.ts';
import { waitForLock } from './wait-for-lock.ts';

const patienceMs = 5000;
/** A domain is asked, and the desktop comes back. */
const unlockPatienceMs = 15_000;

export interface SeatLibraries {
  readonly user32: Pick<User32, 'lockWorkStation'>;
  readonly wtsapi32: Wtsapi32 | null;
}

export interface WindowsSeatOptions {
  /** Loaded with the first question. */
  readonly libraries: () => SeatLibraries;
  readonly clock: Clock;
  /** This program is LocalSystem's, to whom alone the lock screen listens. */
  readonly isSystem: () => boolean;
  /** Rejects with AppError `unavailable` where it could not be typed. */
  readonly typeAtWinlogon: (password: string) => Promise<void>;
}

export class WindowsSeat implements Seat {
  readonly #options: WindowsSeatOptions;

  constructor(options: WindowsSeatOptions) {
    this.#options = options;
  }

  get unlocks(): boolean {
    return this.#options.isSystem();
  }

  isLocked(): Promise<boolean> {
    const { wtsapi32 } = this.#options.libraries();
    return Promise.resolve(wtsapi32 !== null && isSessionLocked(wtsapi32));
  }

  async lock(signal: AbortSignal): Promise<void> {
    const { user32 } = this.#options.libraries();
    if (this.#isNobody() || (await this.isLocked())) return;
    if (user32.lockWorkStation() === 0) throw new AppError('unavailable', 'Windows refused to lock the computer.');
    const isDone = (): Promise<boolean> => this.isLocked();
    if (await waitForLock({ clock: this.#options.clock, limitMs: patienceMs, isDone, signal })) return;
    throw new AppError('unavailable', 'Windows did not lock the computer.');
  }

  async unlock({ userName, password }: AccountAtScreen, signal: AbortSignal): Promise<void> {
    const { clock, libraries, typeAtWinlogon } = this.#options;
    const { wtsapi32 } = libraries();
    if (wtsapi32 === null || this.#isNobody()) throw new AppError('unavailable', 'Nobody is signed in at the screen.');
    if (userName !== '' && userName.toLowerCase() !== nameAtScreen(wtsapi32).toLowerCase()) {
      throw new AppError('forbidden', 'Another account is at the screen.');
    }
    await typeAtWinlogon(password);
    const isDone = async (): Promise<boolean> => !(await this.isLocked());
    if (await waitForLock({ clock, limitMs: unlockPatienceMs, isDone, signal })) return;
    // Windows does not say why. Whatever it is, more tries could lock the account for good.
    throw new AppError('password_wrong', 'Windows stayed locked.');
  }

  async signOut(): Promise<void> {
    const { wtsapi32 } = this.#options.libraries();
    if (this.#isNobody()) return;
    if (wtsapi32 === null || wtsapi32.logoffSession(null, currentSession, 0) === 0) {
      throw new AppError('unavailable', 'Windows refused to sign out.');
    }
  }

  #isNobody(): boolean {
    const { wtsapi32 } = this.#options.libraries();
    return wtsapi32 !== null && !isSomebodySignedIn(wtsapi32);
  }
}

// A seat for tests: the test says whether somebody is signed in and whether the system does what it is asked.

import { AppError } from '@nearhand/base';
import type { AccountAtScreen, Seat } from '../seat/seat.ts';

export class FakeSeat implements Seat {
  /** What was asked for, in order. */
  readonly asked: ('lock' | 'unlock' | 'signOut')[] = [];
  unlocks = true;
  userName = 'ana';
  password = 'right';
  isSignedIn = true;
  locked = false;
  /** It says no. */
  refuses = false;
  /** It says yes and does not lock. */
  sleeps = false;
  /** Nobody waits for the lock any more. */
  isGivenUp = false;

  isLocked(): Promise<boolean> {
    return Promise.resolve(this.isSignedIn && this.locked);
  }

  async lock(signal: AbortSignal): Promise<void> {
    if (!this.isSignedIn) return;
    this.#ask('lock');
    if (this.sleeps) await this.#givenUp(signal);
    this.locked = true;
  }

  async unlock({ userName, password }: AccountAtScreen): Promise<void> {
    if (!this.isSignedIn) throw new AppError('unavailable', 'Nobody is signed in.');
    if (userName !== '' && userName !== this.userName) throw new AppError('forbidden', 'Somebody else is there.');
    this.#ask('unlock');
    if (password !== this.password) throw new AppError('password_wrong', 'The test has another password.');
    this.locked = false;
  }

  async signOut(): Promise<void> {
    if (!this.isSignedIn) return;
    this.#ask('signOut');
    this.isSignedIn = false;
  }

  #givenUp(signal: AbortSignal): Promise<never> {
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.isGivenUp = true;
        reject(new AppError('unavailable', 'The test gave up.'));
      });
    });
  }

  #ask(what: 'lock' | 'unlock' | 'signOut'): void {
    this.asked.push(what);
    if (this.refuses) throw new AppError('unavailable', 'The test refuses.');
  }
}

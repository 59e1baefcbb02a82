// What leaving a computer must do on every system.

import { describe, expect, it } from 'vitest';
import type { AccountAtScreen, Seat } from '../seat/seat.ts';

/** A system under test that does what it is asked, unless it is told to refuse. */
export interface SeatUnderTest {
  readonly seat: Seat;
  readonly setSignedIn: (isSignedIn: boolean) => void;
  readonly setLocked: (isLocked: boolean) => void;
  readonly setRefusing: () => void;
  /** What the system was made to do, in order. */
  readonly done: () => readonly ('lock' | 'unlock' | 'signOut')[];
  /** Of the account that is signed in. */
  readonly account: AccountAtScreen;
}

export function describeSeat(start: () => SeatUnderTest): void {
  describe('the contract of a seat', () => {
    it('HST98: says whether it is locked', async () => {
      const { seat, setLocked, setSignedIn } = start();
      const said = [await seat.isLocked()];
      setLocked(true);
      said.push(await seat.isLocked());
      setSignedIn(false);
      said.push(await seat.isLocked());
      expect(said).toEqual([false, true, false]);
    });

    it('HST95: locks and signs out', async () => {
      const { seat, done } = start();
      await seat.lock(new AbortController().signal);
      expect([await seat.isLocked(), done()]).toEqual([true, ['lock']]);
      await seat.signOut();
      expect([await seat.isLocked(), done()]).toEqual([false, ['lock', 'signOut']]);
    });

    it('HST95: where nobody is signed in there is nothing to leave', async () => {
      const { seat, done, setSignedIn } = start();
      setSignedIn(false);
      await seat.lock(new AbortController().signal);
      await seat.signOut();
      expect(done()).toEqual([]);
    });

    it('HST99: unlocks with the password of whoever is signed in, by name or not, and with no other', async () => {
      const { account, done, seat, setLocked, setSignedIn } = start();
      const { signal } = new AbortController();
      setLocked(true);
      await expect(seat.unlock({ ...account, password: 'other' }, signal)).rejects.toMatchObject({
        code: 'password_wrong',
      });
      const tried = done().length;
      await expect(seat.unlock({ ...account, userName: 'else' }, signal)).rejects.toMatchObject({ code: 'forbidden' });
      expect([await seat.isLocked(), done().length]).toEqual([true, tried]);
      for (const userName of ['', account.userName]) {
        setLocked(true);
        await seat.unlock({ ...account, userName }, signal);
        expect(await seat.isLocked()).toBe(false);
      }
      setSignedIn(false);
      await expect(seat.unlock(account, signal)).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('HST96: says so where the system does not', async () => {
      const { seat, setRefusing } = start();
      setRefusing();
      await expect(seat.lock(new AbortController().signal)).rejects.toMatchObject({ code: 'unavailable' });
      await expect(seat.signOut()).rejects.toMatchObject({ code: 'unavailable' });
      expect(await seat.isLocked()).toBe(false);
    });
  });
}

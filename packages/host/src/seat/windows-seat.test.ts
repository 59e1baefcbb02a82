import koffi from 'koffi';
import { expect, it } from 'vitest';
import { describeSeat } from '../contract/seat-contract.ts';
import { hastyClock } from '../testing/hasty-clock.ts';
import { currentSession, type Wtsapi32 } from '../windows/native/wtsapi32.ts';
import { WindowsSeat } from './windows-seat.ts';

/** What Windows answers, laid out as it lays it out (WTSINFOEXW, a text); and what it was made to do. */
class Machine {
  readonly done: ('lock' | 'unlock' | 'signOut')[] = [];
  isSignedIn = true;
  isLocked = false;
  refuses = false;
  /** It says yes and does not lock. */
  sleeps = false;
  /** What it handed out and has not got back. */
  readonly lent = new Map<bigint, Buffer>();

  seat(): WindowsSeat {
    const wtsapi32: Wtsapi32 = {
      querySessionInformation: (_server, session, what, value, bytes) => {
        const answer = this.#answer(what);
        const address = koffi.address(answer);
        this.lent.set(address, answer);
        [value[0], bytes[0]] = [address, answer.length];
        return session === currentSession ? 1 : 0;
      },
      freeMemory: (address) => void this.lent.delete(address),
      logoffSession: (_server, session, wait) => (session === currentSession && wait === 0 ? this.#do('signOut') : 0),
    };
    return new WindowsSeat({
      libraries: () => ({ user32: { lockWorkStation: () => this.#do('lock') }, wtsapi32 }),
      clock: hastyClock(),
      isSystem: () => true,
      typeAtWinlogon: async (password) => {
        this.done.push('unlock');
        if (password === 'right') this.isLocked = false;
      },
    });
  }

  #answer(what: number): Buffer {
    if (what === 5) return Buffer.from(this.isSignedIn ? 'ana\0' : '\0', 'utf16le');
    const info = Buffer.alloc(240);
    info.writeUInt32LE(1, 0);
    info.writeInt32LE(this.isLocked && this.isSignedIn ? 0 : 1, 16);
    return info;
  }

  #do(what: 'lock' | 'signOut'): number {
    if (this.refuses) return 0;
    this.done.push(what);
    this.isLocked = what === 'lock' && !this.sleeps;
    if (what === 'signOut') this.isSignedIn = false;
    return 1;
  }
}

describeSeat(() => {
  const machine = new Machine();
  return {
    seat: machine.seat(),
    setSignedIn: (isSignedIn) => (machine.isSignedIn = isSignedIn),
    setLocked: (isLocked) => (machine.isLocked = isLocked),
    setRefusing: () => (machine.refuses = true),
    done: () => machine.done,
    account: { userName: 'Ana', password: 'right' },
  };
});

it('HST96: what Windows says yes to and does not do is told, and its memory is given back', async () => {
  const machine = new Machine();
  const seat = machine.seat();
  machine.sleeps = true;
  await expect(seat.lock(new AbortController().signal)).rejects.toThrow('did not lock');
  expect(machine.lent.size).toBe(0);
});

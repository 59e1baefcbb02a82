import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError, type Clock, toDisposable } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeSeat } from '../contract/seat-contract.ts';
import { hastyClock } from '../testing/hasty-clock.ts';
import { LinuxSeat } from './linux-seat.ts';

const unhurried = new AbortController().signal;

let runFolder = '';
beforeEach(() => {
  runFolder = mkdtempSync(join(tmpdir(), 'seat-'));
});
afterEach(() => rmSync(runFolder, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(runFolder, path)), { recursive: true });
  writeFileSync(join(runFolder, path), content);
}

function signIn(id: string, content: string): void {
  write('systemd/seats/seat0', `IS_SEAT0=1\nACTIVE=${id}\n`);
  write(`systemd/sessions/${id}`, content);
}

/** A computer with logind, a desktop that locks, and XScreenSaver, each where a test wants it. */
class Machine {
  readonly commands: string[] = [];
  locked = false;
  /** How often it is still asked before it says that it is locked. */
  slowness = 0;
  saver: 'missing' | 'there' = 'missing';
  desktopListens = true;
  desktopUnlocks = true;
  /** Where PAM's helper is. */
  checker: string | null = '/usr/bin/unix_chkpwd';
  logindRefuses = false;

  seat(userId = 0, ownSession: string | null = null, clock: Clock = hastyClock()): LinuxSeat {
    const run = (command: string, words: readonly string[], input?: string): Promise<string> =>
      this.#run(command, words, input);
    return new LinuxSeat({ run, clock, runFolder, userId, ownSession });
  }

  async #run(command: string, words: readonly string[], input?: string): Promise<string> {
    const line = [command, ...words].join(' ');
    this.commands.push(line);
    if (command === this.checker) {
      const exit = words[0] !== 'ana' ? 9 : input === 'right\0' ? 0 : 7;
      if (exit === 0) return '';
      throw new AppError('unavailable', line, { cause: Object.assign(new Error('exited'), { code: exit }) });
    }
    const missing = Object.assign(new Error('spawn ENOENT'), { code: 'ENOENT' });
    if (command !== 'loginctl' && (command !== 'xscreensaver-command' || this.saver === 'missing')) {
      throw new AppError('unavailable', line, { cause: missing });
    }
    if (line === 'xscreensaver-command -lock') this.locked = true;
    if (line === 'xscreensaver-command -time')
      return `XScreenSaver 6.06: screen ${this.locked ? 'locked' : 'non-blanked'} since …\n`;
    if (command !== 'loginctl') return '';
    if (words[0] === 'show-session')
      return this.desktopListens && this.locked && this.slowness-- <= 0 ? 'yes\n' : 'no\n';
    if (this.logindRefuses) throw new AppError('unavailable', 'Access denied');
    if (words[0] === 'lock-session') this.locked = this.desktopListens;
    if (words[0] === 'unlock-session') this.locked = this.locked && !this.desktopUnlocks;
    if (words[0] === 'terminate-session') this.locked = false;
    return '';
  }
}

describeSeat(() => {
  const machine = new Machine();
  signIn('2', 'UID=1000\nUSER=ana\nCLASS=user\n');
  return {
    seat: machine.seat(),
    setSignedIn: (isSignedIn) =>
      signIn('c1', isSignedIn ? 'UID=1000\nUSER=ana\nCLASS=user\n' : 'UID=112\nCLASS=greeter\n'),
    setLocked: (isLocked) => (machine.locked = isLocked),
    setRefusing: () => (machine.logindRefuses = true),
    done: () =>
      machine.commands.flatMap((line) => {
        if (line === 'loginctl lock-session 2') return ['lock'];
        if (line === 'loginctl unlock-session 2') return ['unlock'];
        return line === 'loginctl terminate-session 2' ? ['signOut'] : [];
      }),
    account: { userName: 'ana', password: 'right' },
  };
});

describe('leaving a Linux computer', () => {
  it('HST95: a desktop that locks some time later has locked', async () => {
    const machine = new Machine();
    machine.slowness = 5;
    signIn('2', 'UID=1000\nUSER=ana\nCLASS=user\n');
    await machine.seat().lock(unhurried);
    expect(machine.commands.filter((line) => line.includes('lock-session'))).toEqual(['loginctl lock-session 2']);
  });

  it('HST96: asking is no proof: where no desktop listens, XScreenSaver is asked, and else it is said', async () => {
    const machine = new Machine();
    machine.desktopListens = false;
    signIn('2', 'UID=1000\nUSER=ana\nCLASS=user\n');
    await expect(machine.seat().lock(unhurried)).rejects.toThrow('No screen locker');
    machine.saver = 'there';
    await machine.seat().lock(unhurried);
    expect([machine.locked, machine.commands.at(-1)]).toEqual([true, 'xscreensaver-command -time']);
  });

  it('HST96: without logind nobody can be signed out, and XScreenSaver alone can lock', async () => {
    const machine = new Machine();
    await expect(machine.seat().signOut()).rejects.toThrow('no logind');
    await expect(machine.seat().lock(unhurried)).rejects.toThrow('No screen locker');
    machine.saver = 'there';
    await machine.seat().lock(unhurried);
    expect(machine.commands.filter((line) => line.startsWith('loginctl'))).toEqual([]);
  });

  it('HST95: a user leaves their own session alone, by its name or because it is in front', async () => {
    const machine = new Machine();
    signIn('7', 'UID=1001\nCLASS=user\n');
    write('systemd/sessions/2', 'UID=1000\nUSER=ana\nCLASS=user\n');
    await machine.seat(1000, '2').signOut();
    await machine.seat(1001).signOut();
    for (const stranger of [machine.seat(1000), machine.seat(1000, '../../etc'), machine.seat(1000, '7')]) {
      await expect(stranger.signOut()).rejects.toMatchObject({ code: 'unavailable' });
    }
    expect(machine.commands).toEqual(['loginctl terminate-session 2', 'loginctl terminate-session 7']);
  });

  it('HST96: a program that does not find its own session does not take the screen for left', async () => {
    const machine = new Machine();
    for (const inFront of ['UID=112\nCLASS=greeter\n', 'UID=1001\nCLASS=user\n']) {
      signIn('c1', inFront);
      await expect(machine.seat(1000).lock(unhurried)).rejects.toThrow('No screen locker');
    }
    machine.saver = 'there';
    await machine.seat(1000).lock(unhurried);
    expect([machine.locked, machine.commands.filter((line) => line.startsWith('loginctl'))]).toEqual([true, []]);
  });

  it('HST96: whoever waits for the lock can give up', async () => {
    const machine = new Machine();
    machine.desktopListens = false;
    signIn('2', 'UID=1000\nUSER=ana\nCLASS=user\n');
    const waiting = new Set<number>();
    const clock: Clock = {
      ...hastyClock(),
      setTimer(delayMs) {
        waiting.add(delayMs);
        return toDisposable(() => waiting.delete(delayMs));
      },
    };
    const giveUp = new AbortController();
    const locking = machine.seat(0, null, clock).lock(giveUp.signal);
    await vi.waitUntil(() => waiting.size === 1, { timeout: 20_000 });
    giveUp.abort(new Error('over'));
    await expect(locking).rejects.toThrow('over');
    expect(waiting.size).toBe(0);
  });

  it('HST98: a command that is not installed is looked for once', async () => {
    const machine = new Machine();
    const seat = machine.seat();
    for (let look = 0; look < 5; look++) expect(await seat.isLocked()).toBe(false);
    expect(machine.commands).toEqual(['xscreensaver-command -time']);
  });

  it('HST99: logind is asked only once the password was found right, and it is no proof', async () => {
    const machine = new Machine();
    machine.locked = true;
    signIn('2', 'UID=1000\nUSER=ana\nCLASS=user\n');
    const account = { userName: '', password: 'right' };
    const asked = (): string[] => machine.commands.filter((line) => line.includes('unlock-session'));
    await expect(machine.seat().unlock({ ...account, password: 'wrong' }, unhurried)).rejects.toMatchObject({
      code: 'password_wrong',
    });
    machine.checker = null;
    await expect(machine.seat().unlock(account, unhurried)).rejects.toThrow('no unix_chkpwd');
    expect([asked(), machine.locked]).toEqual([[], true]);
    machine.checker = '/usr/sbin/unix_chkpwd';
    machine.desktopUnlocks = false;
    await expect(machine.seat().unlock(account, unhurried)).rejects.toThrow('does not unlock');
    expect(asked()).toHaveLength(1);
    expect(machine.commands.join()).not.toMatch(/right|wrong/);
  });

  it('HST99: an account that cannot be checked is not one with a wrong password', async () => {
    const machine = new Machine();
    signIn('2', 'UID=1000\nUSER=eva\nCLASS=user\n');
    await expect(machine.seat().unlock({ userName: '', password: 'right' }, unhurried)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

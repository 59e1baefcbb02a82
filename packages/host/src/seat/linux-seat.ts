// Linux: logind (org.freedesktop.login1, through its own loginctl) asks the desktop to lock and is told by it when it has;
// XScreenSaver says so itself. Whichever desktop there is, only what says that it is locked counts as locked.

import { join } from 'node:path';
import { AppError, type Clock } from '@nearhand/base';
import type { RunCommand } from '../service/run-command.ts';
import { assignments } from '../service/sessions/assignments.ts';
import { checkPassword } from './linux-password.ts';
import type { AccountAtScreen, Seat } from './seat.ts';
import { waitForLock } from './wait-for-lock.ts';

/** For each way of asking. */
const patienceMs = 3000;

export interface LinuxSeatOptions {
  readonly run: RunCommand;
  readonly clock: Clock;
  /** `/run` */
  readonly runFolder: string;
  /** root follows whoever is in front; everybody else has their own session. */
  readonly userId: number;
  /** Of this program, as logind calls it (XDG_SESSION_ID); null: of none. */
  readonly ownSession: string | null;
}

/** `none`: nobody is signed in at the screen; `unknown`: logind is not there, or names no session that is this program's. */
type Session =
  | { readonly kind: 'known'; readonly id: string; readonly userName: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

export class LinuxSeat implements Seat {
  readonly unlocks = true;
  readonly #options: LinuxSeatOptions;
  /** Commands that are not installed. */
  readonly #missing = new Set<string>();

  constructor(options: LinuxSeatOptions) {
    this.#options = options;
  }

  async isLocked(): Promise<boolean> {
    const session = this.#session();
    if (session.kind === 'none') return false;
    if (session.kind === 'known') {
      const hint = await this.#ask('loginctl', ['show-session', session.id, '--property=LockedHint', '--value']);
      if (hint?.trim() === 'yes') return true;
    }
    const saver = await this.#ask('xscreensaver-command', ['-time']);
    return saver !== null && /\bscreen locked since\b/.test(saver);
  }

  async lock(signal: AbortSignal): Promise<void> {
    const session = this.#session();
    if (session.kind === 'none' || (await this.isLocked())) return;
    const isRoot = this.#options.userId === 0;
    const ways: readonly (readonly [string, readonly string[]])[] = [
      ...(session.kind === 'known' ? [['loginctl', ['lock-session', session.id]] as const] : []),
      ['xscreensaver-command', ['-lock']],
      // It speaks to the desktop of whoever runs it.
      ...(isRoot ? [] : [['xdg-screensaver', ['lock']] as const]),
    ];
    for (const [command, words] of ways) {
      if ((await this.#ask(command, words)) === null) continue;
      if (await this.#waitUntil(true, signal)) return;
    }
    throw new AppError('unavailable', 'No screen locker of this desktop says that the screen is locked.');
  }

  /** logind asks the desktop, which unlocks without a password: so the password is checked here, before. */
  async unlock({ userName, password }: AccountAtScreen, signal: AbortSignal): Promise<void> {
    const session = this.#session();
    if (session.kind !== 'known' || session.userName === '') {
      throw new AppError('unavailable', 'There is no logind that knows of a session of this user.');
    }
    if (userName !== '' && userName !== session.userName) {
      throw new AppError('forbidden', 'Another account is at the screen.');
    }
    await checkPassword(this.#options.run, session.userName, password);
    signal.throwIfAborted();
    await this.#options.run('loginctl', ['unlock-session', session.id]);
    if (await this.#waitUntil(false, signal)) return;
    throw new AppError('unavailable', 'The screen locker of this desktop does not unlock when logind asks for it.');
  }

  async signOut(): Promise<void> {
    const session = this.#session();
    if (session.kind === 'none') return;
    if (session.kind === 'unknown')
      throw new AppError('unavailable', 'There is no logind that knows of a session of this user.');
    await this.#options.run('loginctl', ['terminate-session', session.id]);
  }

  #waitUntil(locked: boolean, signal: AbortSignal): Promise<boolean> {
    const isDone = async (): Promise<boolean> => (await this.isLocked()) === locked;
    return waitForLock({ clock: this.#options.clock, limitMs: patienceMs, isDone, signal });
  }

  #session(): Session {
    const { ownSession, runFolder, userId } = this.#options;
    const seat = assignments(join(runFolder, 'systemd/seats/seat0'));
    const active = seat?.get('ACTIVE') ?? null;
    const candidates = userId === 0 ? [active] : [ownSession, active];
    for (const id of candidates) {
      if (id === null || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) continue;
      const session = assignments(join(runFolder, 'systemd/sessions', id));
      const isPerson = session !== null && session.get('CLASS') !== 'greeter';
      if (isPerson && (userId === 0 || session.get('UID') === String(userId))) {
        return { kind: 'known', id, userName: session.get('USER') ?? '' };
      }
    }
    // Whoever is not root looks for their own session alone: not to find it does not mean that nobody is there.
    return { kind: seat === null || userId !== 0 ? 'unknown' : 'none' };
  }

  /** What it said; null: it failed, or is not there, which is found out once. */
  async #ask(command: string, words: readonly string[]): Promise<string | null> {
    if (this.#missing.has(command)) return null;
    try {
      return await this.#options.run(command, words);
    } catch (error) {
      const cause: unknown = error instanceof Error ? error.cause : null;
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') this.#missing.add(command);
      return null;
    }
  }
}

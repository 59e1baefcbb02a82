// Windows for a process that has the system's rights, drawn by a process of whoever sits there: GTK loads what the settings
// of their desktop name, and must not do that as root. They talk over a pair of sockets that only the two have. What comes
// back is taken as from a stranger.

import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { Budget, type Clock, type Disposable, type Logger } from '@nearhand/base';
import type { OwnProgram } from '../../program/own-program.ts';
import type { WindowContent } from '../content.ts';
import { ThreadedWindows, type WindowThread } from '../threaded-windows.ts';
import type { TrayContent } from '../tray.ts';
import type { FromWindowThread, ToWindowThread } from '../window-messages.ts';
import type { WindowSystem } from '../window-port.ts';
import type { DesktopUser } from './desktop-user.ts';
import { couldBeDone } from '../window-events.ts';
import { couldBeChosen, heardSchema } from './heard.ts';
import { readLines, writeLine } from './lines.ts';

/** Its end of the pair, in the user's process. */
export const lineDescriptor = 3;
/** The word that makes this program such a process. */
export const windowWord = 'window';
const maxHeardCharacters = 20_000;
/** What it has not read by then is for nobody. */
const maxUnreadBytes = 16 * 1024 * 1024;
/** No hand does more. */
const perMinute = 3000;
const stopMs = 2000;
/** For starting, and for putting a window on the screen: one that hangs must not leave anybody waiting for an answer. */
const patienceMs = 20_000;

export interface UserWindowsOptions {
  readonly user: DesktopUser;
  readonly program: Pick<OwnProgram, 'file' | 'words'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function startUserWindows(options: UserWindowsOptions): WindowSystem {
  return new ThreadedWindows({
    name: 'gtk',
    start: () => new UserProcess(options),
    // A socket wakes by itself.
    wake: () => {},
    isSeparate: true,
    logger: options.logger,
  });
}

class UserProcess extends EventEmitter implements WindowThread {
  readonly #options: UserWindowsOptions;
  readonly #child: ChildProcess;
  readonly #line: Socket;
  readonly #budget: Budget;
  readonly #windows = new Map<number, WindowContent>();
  readonly #trays = new Map<number, TrayContent>();
  readonly #awaited = new Map<string, Disposable>();
  #isStopping = false;

  constructor(options: UserWindowsOptions) {
    super();
    this.#options = options;
    const { clock, program, user } = options;
    this.#budget = new Budget(clock, perMinute);
    // Without further groups: what draws a window needs none of them.
    this.#child = spawn(program.file, [...program.words, windowWord], {
      uid: user.userId,
      gid: user.groupId,
      env: { ...user.environment },
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    this.#line = this.#child.stdio[lineDescriptor] as Socket;
    this.#child.once('error', (error) => this.emit('error', error));
    this.#child.once('exit', () => {
      for (const timer of this.#awaited.values()) timer.dispose();
      this.emit('exit');
    });
    this.#await('ready');
    readLines(this.#line, maxHeardCharacters, {
      take: (value) => this.#heard(value),
      // It closes the line before it ends.
      end: () => this.#isStopping || this.#kill('its line ended'),
    });
  }

  postMessage(message: ToWindowThread): void {
    this.#remember(message);
    if (this.#line.writableLength > maxUnreadBytes) return this.#kill('it does not read');
    writeLine(this.#line, message);
    if (message.type === 'open') this.#await(`opened ${message.window}`);
    if (message.type !== 'stop') return;
    this.#isStopping = true;
    const limit = this.#options.clock.setTimer(stopMs, () => this.#kill('it was told to end'));
    this.#child.once('exit', () => limit.dispose());
  }

  #remember(message: ToWindowThread): void {
    if (message.type === 'open' || message.type === 'show') this.#windows.set(message.window, message.content);
    else if (message.type === 'openTray' || message.type === 'showTray') this.#trays.set(message.tray, message.tells);
    else if (message.type === 'close') this.#windows.delete(message.window);
    else if (message.type === 'closeTray') this.#trays.delete(message.tray);
  }

  #heard(value: unknown): void {
    const message = heardSchema.safeParse(value).data;
    if (message === undefined || !this.#budget.take()) return this.#kill('it says what no window says');
    if (message.type === 'ready') this.#awaited.get('ready')?.dispose();
    if (message.type === 'opened') this.#awaited.get(`opened ${message.window}`)?.dispose();
    if (this.#counts(message)) this.emit('message', message);
  }

  #await(what: string): void {
    this.#awaited.set(
      what,
      this.#options.clock.setTimer(patienceMs, () => this.#kill('it hangs')),
    );
  }

  #counts(message: FromWindowThread): boolean {
    if (message.type === 'event') {
      const content = this.#windows.get(message.window);
      return content !== undefined && couldBeDone(message.event, content);
    }
    if (message.type !== 'trayEvent') return true;
    const content = this.#trays.get(message.tray);
    return content !== undefined && couldBeChosen(message.event, content);
  }

  #kill(reason: string): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#options.logger.info('the process of the windows is ended', { reason });
    this.#line.destroy();
    this.#child.kill('SIGKILL');
  }
}

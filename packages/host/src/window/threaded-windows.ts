// A window system that lives in a thread of its own, with its own loop: dragging a window never holds up a session, and
// drawing one never waits for it. The thread sleeps in the system's loop, so each message is followed by a wake-up.

import { AppError, Emitter, type Logger, messageOf } from '@nearhand/base';
import type { WindowContent, WindowEvent } from './content.ts';
import type { TrayContent, TrayEvent } from './tray.ts';
import type { FromWindowThread, ToWindowThread } from './window-messages.ts';
import type { NativeWindow, TrayIcon, WindowSystem } from './window-port.ts';

/** Where windows are drawn: a thread of this process, or another process. */
export interface WindowThread {
  postMessage(message: ToWindowThread): void;
  on(what: 'message', take: (message: FromWindowThread) => void): unknown;
  on(what: 'error', take: (error: Error) => void): unknown;
  on(what: 'exit', take: () => void): unknown;
}

export interface ThreadedWindowsOptions {
  readonly name: WindowSystem['name'];
  readonly start: () => WindowThread;
  /** Makes the thread look for messages. `handle` is what it said when it was ready. */
  readonly wake: (handle: string) => void;
  /** Drawn by another process. */
  readonly isSeparate?: boolean;
  readonly logger: Logger;
}

export class ThreadedWindows implements WindowSystem {
  readonly name: WindowSystem['name'];
  readonly #options: ThreadedWindowsOptions;
  readonly #worker: WindowThread;
  readonly onLost = new Emitter<Error>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #windows = new Map<number, ThreadedWindow>();
  readonly #trays = new Map<number, ThreadedTray>();
  #wakeHandle: string | null = null;
  #next = 1;
  #lost: AppError | null = null;
  /** A thread asleep in native code would keep the process from exiting. */
  readonly #stop = (): void => this.#say({ type: 'stop' });

  constructor(options: ThreadedWindowsOptions) {
    this.#options = options;
    this.name = options.name;
    this.#worker = options.start();
    process.once('exit', this.#stop);
    this.#worker.on('message', (message: FromWindowThread) => this.#heard(message));
    this.#worker.on('error', (error: Error) => this.#end(messageOf(error)));
    this.#worker.on('exit', () => this.#end('its thread ended'));
    // Whoever opens a window hears of it.
    this.#ready.promise.catch(() => {});
  }

  get mayStartAgain(): boolean {
    return this.#lost !== null && this.#options.isSeparate === true;
  }

  async open(content: WindowContent, isHidden = false): Promise<NativeWindow> {
    await this.#ready.promise;
    if (this.#lost) throw this.#lost;
    const number = this.#next++;
    const window = new ThreadedWindow((message) => this.#say(message), number);
    this.#windows.set(number, window);
    this.#say({ type: 'open', window: number, content, isHidden });
    await window.opened.promise;
    return window;
  }

  openTray(content: TrayContent): TrayIcon {
    const number = this.#next++;
    const tray = new ThreadedTray((message) => this.#say(message), number);
    this.#trays.set(number, tray);
    this.#say({ type: 'openTray', tray: number, tells: content });
    return tray;
  }

  dispose(): void {
    if (this.#lost) return;
    for (const one of [...this.#windows.values(), ...this.#trays.values()]) one.dispose();
    this.onLost.dispose();
    this.#stop();
  }

  #say(message: ToWindowThread): void {
    if (this.#lost) return;
    if (message.type === 'close') this.#windows.delete(message.window);
    if (message.type === 'closeTray') this.#trays.delete(message.tray);
    this.#worker.postMessage(message);
    if (this.#wakeHandle !== null) this.#options.wake(this.#wakeHandle);
  }

  #heard(message: FromWindowThread): void {
    switch (message.type) {
      case 'ready':
        this.#wakeHandle = message.wake;
        return this.#ready.resolve();
      case 'failed':
        return this.#end(message.reason);
      case 'opened':
        return this.#windows.get(message.window)?.opened.resolve();
      case 'event':
        return this.#windows.get(message.window)?.onEvent.emit(message.event);
      case 'trayEvent':
        return this.#trays.get(message.tray)?.take(message.event);
    }
  }

  #end(reason: string): void {
    if (this.#lost) return;
    this.#lost = new AppError('desktop_unavailable', `No window can be shown: ${reason}`);
    process.off('exit', this.#stop);
    this.#options.logger.info('window thread ended', { name: this.name, reason });
    this.#ready.reject(this.#lost);
    for (const window of this.#windows.values()) {
      window.opened.reject(this.#lost);
      window.onLost.emit(this.#lost);
    }
    for (const tray of this.#trays.values()) tray.take({ type: 'placed', isThere: false });
    this.onLost.emit(this.#lost);
  }
}

class ThreadedWindow implements NativeWindow {
  readonly opened = Promise.withResolvers<void>();
  readonly onEvent = new Emitter<WindowEvent>();
  readonly onLost = new Emitter<Error>();
  readonly #say: (message: ToWindowThread) => void;
  readonly #number: number;
  #disposed = false;

  constructor(say: (message: ToWindowThread) => void, number: number) {
    this.#say = say;
    this.#number = number;
    this.opened.promise.catch(() => {});
  }

  show(content: WindowContent): void {
    if (!this.#disposed) this.#say({ type: 'show', window: this.#number, content });
  }

  hide(): void {
    if (!this.#disposed) this.#say({ type: 'hide', window: this.#number });
  }

  bringForward(): void {
    if (!this.#disposed) this.#say({ type: 'bringForward', window: this.#number });
  }

  appear(): void {
    if (!this.#disposed) this.#say({ type: 'appear', window: this.#number });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#say({ type: 'close', window: this.#number });
    this.onEvent.dispose();
    this.onLost.dispose();
  }
}

class ThreadedTray implements TrayIcon {
  readonly onEvent = new Emitter<TrayEvent>();
  readonly #say: (message: ToWindowThread) => void;
  readonly #number: number;
  #isThere = false;
  #disposed = false;

  constructor(say: (message: ToWindowThread) => void, number: number) {
    this.#say = say;
    this.#number = number;
  }

  get isThere(): boolean {
    return this.#isThere;
  }

  show(content: TrayContent): void {
    if (!this.#disposed) this.#say({ type: 'showTray', tray: this.#number, tells: content });
  }

  take(event: TrayEvent): void {
    if (event.type === 'placed') {
      if (event.isThere === this.#isThere) return;
      this.#isThere = event.isThere;
    }
    this.onEvent.emit(event);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#say({ type: 'closeTray', tray: this.#number });
    this.onEvent.dispose();
  }
}

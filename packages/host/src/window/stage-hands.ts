// What a window thread does when it is told something, the same for every backend: keeps its windows and icons by their
// numbers, and tells what happened to them.

import type { Disposable } from '@nearhand/base';
import type { WindowContent, WindowEvent } from './content.ts';
import type { TrayContent, TrayEvent } from './tray.ts';
import type { FromWindowThread, ToWindowThread } from './window-messages.ts';

export interface DrawnWindow extends Disposable {
  show(content: WindowContent): void;
  hide(): void;
  bringForward(): void;
  appear(): void;
}

export interface DrawnTray extends Disposable {
  show(content: TrayContent): void;
}

export interface StageHandsOptions<Window, Tray> {
  readonly newWindow: (emit: (event: WindowEvent) => void, content: WindowContent, isHidden: boolean) => Window;
  readonly newTray: (emit: (event: TrayEvent) => void, content: TrayContent) => Tray;
  readonly say: (message: FromWindowThread) => void;
}

export class StageHands<Window extends DrawnWindow, Tray extends DrawnTray> implements Disposable {
  readonly #options: StageHandsOptions<Window, Tray>;
  readonly #windows = new Map<number, Window>();
  readonly #trays = new Map<number, Tray>();
  #isRunning = true;

  constructor(options: StageHandsOptions<Window, Tray>) {
    this.#options = options;
  }

  /** Nobody told it to stop yet. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  get windows(): readonly Window[] {
    return [...this.#windows.values()];
  }

  take(message: ToWindowThread): void {
    if (message.type === 'stop') this.#isRunning = false;
    else if ('tray' in message) this.#takeTray(message);
    else if (message.type === 'open') {
      const { window, content, isHidden } = message;
      const emit = (event: WindowEvent): void => this.#options.say({ type: 'event', window, event });
      this.#windows.set(window, this.#options.newWindow(emit, content, isHidden));
      this.#options.say({ type: 'opened', window });
    } else if (message.type === 'show') this.#windows.get(message.window)?.show(message.content);
    else if (message.type === 'close') {
      this.#windows.get(message.window)?.dispose();
      this.#windows.delete(message.window);
    } else this.#windows.get(message.window)?.[message.type]();
  }

  dispose(): void {
    for (const one of [...this.#windows.values(), ...this.#trays.values()]) one.dispose();
  }

  #takeTray(message: Extract<ToWindowThread, { readonly tray: number }>): void {
    const { tray } = message;
    if (message.type === 'openTray') {
      const emit = (event: TrayEvent): void => this.#options.say({ type: 'trayEvent', tray, event });
      this.#trays.set(tray, this.#options.newTray(emit, message.tells));
    } else if (message.type === 'showTray') this.#trays.get(tray)?.show(message.tells);
    else {
      this.#trays.get(tray)?.dispose();
      this.#trays.delete(tray);
    }
  }
}

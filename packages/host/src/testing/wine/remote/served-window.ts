// The window and the tray icon under test in the program under Wine, and what they told.

import { silentLogger } from '@nearhand/base';
import type { WindowContent, WindowEvent } from '../../../window/content.ts';
import { startWin32Windows } from '../../../window/win32/win32-windows.ts';
import type { TrayContent, TrayEvent } from '../../../window/tray.ts';
import type { NativeWindow, TrayIcon, WindowSystem } from '../../../window/window-port.ts';

export class ServedWindow {
  #system: WindowSystem | null = null;
  #window: NativeWindow | null = null;
  #events: WindowEvent[] = [];
  #tray: TrayIcon | null = null;
  #trayEvents: TrayEvent[] = [];
  #waiting = 0;

  get isDrawn(): boolean {
    return this.#waiting === 0;
  }

  get events(): readonly WindowEvent[] {
    return this.#events;
  }

  show(content: WindowContent): void {
    void this.#draw(content);
  }

  close(): void {
    this.#window?.dispose();
    this.#window = null;
    this.#events = [];
  }

  get trayEvents(): readonly TrayEvent[] {
    return this.#trayEvents;
  }

  showTray(content: TrayContent): void {
    this.#system ??= startWin32Windows(silentLogger);
    if (this.#tray !== null) return this.#tray.show(content);
    this.#tray = this.#system?.openTray(content) ?? null;
    this.#tray?.onEvent.on((event) => this.#trayEvents.push(event));
  }

  closeTray(): void {
    this.#tray?.dispose();
    this.#tray = null;
    this.#trayEvents = [];
  }

  setSeen(isSeen: boolean): void {
    if (isSeen) this.#window?.bringForward();
    else this.#window?.hide();
  }

  async #draw(content: WindowContent): Promise<void> {
    this.#waiting++;
    this.#system ??= startWin32Windows(silentLogger);
    if (this.#window !== null) {
      // Drawn before any key that is pressed from now on: Windows hands out what was posted before input.
      this.#window.show(content);
    } else {
      this.#window = (await this.#system?.open(content)) ?? null;
      this.#window?.onEvent.on((event) => this.#events.push(event));
    }
    this.#waiting--;
  }
}

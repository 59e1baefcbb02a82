// The window under test in the program under Wine, and what it told.

import { silentLogger } from '@nearhand/base';
import type { WindowContent, WindowEvent } from '../../../window/content.ts';
import { startWin32Windows } from '../../../window/win32/win32-windows.ts';
import type { NativeWindow, WindowSystem } from '../../../window/window-port.ts';

export class ServedWindow {
  #system: WindowSystem | null = null;
  #window: NativeWindow | null = null;
  #events: WindowEvent[] = [];
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

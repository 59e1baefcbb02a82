// An icon in the notification area: told to the desktop's shell, and told again when the shell starts anew. The shell's
// clicks come to a window that is never shown.

import type { Disposable } from '@nearhand/base';
import { accessKeys, marked } from '../access-keys.ts';
import { trayPicture } from '../tray-picture.ts';
import { tipOf, type TrayContent, type TrayEvent } from '../tray.ts';
import type { Pointer } from '../../native/library.ts';
import {
  allowMessage,
  iconEvent,
  iconInfo,
  iconMessage,
  loadShell,
  menuFlags,
  notifyIcon,
  notifyIconData,
  type Shell,
  smallIconWidth,
} from './native/shell.ts';
import { extendedStyle, message, style } from './native/windowing.ts';
import { newBitmap } from './win32-bitmap.ts';
import { trayClass, type Win32Stage } from './win32-stage.ts';

/** A shell that is just starting takes no icon yet. */
const retryMs = 2000;

export interface Win32TrayOptions {
  readonly stage: Win32Stage;
  readonly emit: (event: TrayEvent) => void;
}

export class Win32Tray implements Disposable {
  readonly #options: Win32TrayOptions;
  readonly #shell: Shell = loadShell();
  readonly #window: Pointer;
  /** Broadcast by a shell that starts. */
  readonly #shellStarted: number;
  readonly #icons = new Map<TrayContent['state'], Pointer>();
  #content: TrayContent;
  #isThere = false;
  #isMenuOpen = false;

  constructor(options: Win32TrayOptions, content: TrayContent) {
    this.#options = options;
    this.#content = content;
    const { windowing } = options.stage;
    const window = windowing.createWindow(
      extendedStyle.toolWindow,
      trayClass,
      '',
      style.popup,
      0,
      0,
      0,
      0,
      null,
      0,
      null,
      null,
    );
    if (window === null) throw new Error('Windows made no window');
    this.#window = window;
    this.#shellStarted = this.#shell.registerMessage('TaskbarCreated');
    for (const allowed of [this.#shellStarted, iconMessage]) {
      this.#shell.filterMessage(window, allowed, allowMessage, null);
    }
    options.stage.handle(window, (what, wide, long) => this.#handle(what, wide, long));
    this.#add();
    windowing.setTimer(window, 1, retryMs, null);
  }

  show(content: TrayContent): void {
    this.#content = content;
    if (this.#isThere) this.#shell.notifyIcon(notifyIcon.modify, this.#data());
  }

  dispose(): void {
    if (this.#isMenuOpen) this.#shell.endMenu();
    if (this.#isThere) this.#shell.notifyIcon(notifyIcon.delete, this.#data());
    for (const icon of this.#icons.values()) this.#shell.destroyIcon(icon);
    this.#options.stage.destroy(this.#window);
  }

  #handle(what: number, wide: bigint, long: bigint): number | undefined {
    if (what === this.#shellStarted) {
      this.#isThere = false;
      this.#add();
      return 0;
    }
    if (what === message.timer) {
      if (!this.#isThere) this.#add();
      return 0;
    }
    if (what !== iconMessage) return undefined;
    const event = Number(long & 0xffffn);
    if (event === iconEvent.selected || event === iconEvent.selectedByKey) this.#options.emit({ type: 'opened' });
    else if (event === iconEvent.menu) this.#popUp(signed(wide), signed(wide >> 16n));
    return 0;
  }

  #add(): void {
    this.#isThere = this.#shell.notifyIcon(notifyIcon.add, this.#data()) !== 0;
    if (this.#isThere) this.#shell.notifyIcon(notifyIcon.setVersion, this.#data());
    this.#options.emit({ type: 'placed', isThere: this.#isThere });
  }

  #data(): Uint8Array {
    return notifyIconData({ window: this.#window, icon: this.#icon(), tip: tipOf(this.#content) });
  }

  /** 0: there was no memory for it; then the place stays empty. */
  #icon(): Pointer {
    const { state } = this.#content;
    const made = this.#icons.get(state) ?? this.#newIcon(state);
    if (made !== 0n) this.#icons.set(state, made);
    return made;
  }

  #newIcon(state: TrayContent['state']): Pointer {
    const { windowing } = this.#options.stage;
    const sizePx = this.#shell.metric(smallIconWidth);
    const colour = newBitmap(windowing, trayPicture(state, sizePx));
    // Alpha says what is seen; rows are whole words.
    const mask = this.#shell.createMask(sizePx, sizePx, 1, 1, new Uint8Array(Math.ceil(sizePx / 16) * 2 * sizePx));
    const icon = colour === null || mask === null ? null : this.#shell.createIcon(iconInfo(mask, colour));
    for (const bitmap of [colour, mask]) if (bitmap !== null) windowing.pictures.deleteObject(bitmap);
    return icon ?? 0n;
  }

  /** Made anew each time: what can be chosen changes with what happens. */
  #popUp(x: number, y: number): void {
    const menu = this.#isMenuOpen ? null : this.#shell.createMenu();
    if (menu === null) return;
    const entries = this.#content.menu;
    const places = accessKeys(entries.map(({ label }) => label));
    for (const [index, { label }] of entries.entries()) {
      this.#shell.appendItem(menu, 0, index + 1, marked(label, places[index] ?? -1, '&'));
    }
    this.#isMenuOpen = true;
    // Otherwise a click elsewhere would not close it.
    this.#options.stage.windowing.toFront(this.#window);
    const chosen = entries[this.#shell.trackMenu(menu, menuFlags, x, y, this.#window, null) - 1];
    this.#isMenuOpen = false;
    this.#shell.destroyMenu(menu);
    if (chosen !== undefined) this.#options.emit({ type: 'chosen', id: chosen.id });
  }
}

function signed(word: bigint): number {
  return Number(BigInt.asIntN(16, word));
}

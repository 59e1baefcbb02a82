// The pointer's shape: a colour picture with or without transparency, or the two masks of old. Windows tells nobody of a
// change, so it is looked for, while somebody listens.

import { type Clock, type Disposable, Emitter, type Event, repeat, toDisposable } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';
import type { CursorSource } from '../ports.ts';
import { cursorPixels } from './cursor-pixels.ts';
import { bitmapInfo } from './native/gdi32.ts';
import { cursorInfo, iconInfo } from './native/user32.ts';
import type { WindowsLibraries } from './native/windows-libraries.ts';

const lookEveryMs = 50;
const maximumSizePx = 512;
const nothing = 0n;

export class WindowsCursor implements CursorSource, Disposable {
  readonly onChanged: Event<CursorShape | null>;
  readonly #libraries: WindowsLibraries;
  readonly #clock: Clock;
  readonly #emitter = new Emitter<CursorShape | null>();
  #listeners = 0;
  #looking: Disposable | null = null;
  #handle: bigint;
  #shape: CursorShape | null;

  /** null: this system does not tell (Wine shows a pointer and knows no picture of it). */
  static tryCreate(libraries: WindowsLibraries, clock: Clock): WindowsCursor | null {
    const { handle, isShowing } = readCursor(libraries);
    return isShowing && handle === nothing ? null : new WindowsCursor(libraries, clock);
  }

  constructor(libraries: WindowsLibraries, clock: Clock) {
    this.#libraries = libraries;
    this.#clock = clock;
    this.#handle = visibleHandle(libraries);
    this.#shape = readShape(libraries, this.#handle);
    this.onChanged = { on: (listener) => this.#listen(listener) };
  }

  current(): CursorShape | null {
    if (this.#listeners === 0) this.#look();
    return this.#shape;
  }

  dispose(): void {
    this.#looking?.dispose();
    this.#emitter.dispose();
  }

  #listen(listener: (shape: CursorShape | null) => void): Disposable {
    const subscription = this.#emitter.on(listener);
    this.#listeners++;
    if (this.#listeners === 1) this.#looking = repeat(this.#clock, lookEveryMs, () => this.#look());
    return toDisposable(() => {
      subscription.dispose();
      this.#listeners--;
      if (this.#listeners === 0) this.#looking?.dispose();
    });
  }

  #look(): void {
    const handle = visibleHandle(this.#libraries);
    if (handle === this.#handle) return;
    this.#handle = handle;
    this.#shape = readShape(this.#libraries, handle);
    this.#emitter.emit(this.#shape);
  }
}

function readCursor({ user32 }: WindowsLibraries): { handle: bigint; isShowing: boolean } {
  const bytes = new Uint8Array(cursorInfo.bytes);
  const info = new DataView(bytes.buffer);
  info.setUint32(0, cursorInfo.bytes, true);
  if (user32.getCursorInfo(bytes) === 0) return { handle: nothing, isShowing: false };
  const isShowing = (info.getUint32(cursorInfo.flags, true) & cursorInfo.isShowing) !== 0;
  return { handle: info.getBigUint64(cursorInfo.cursor, true), isShowing };
}

function visibleHandle(libraries: WindowsLibraries): bigint {
  const { handle, isShowing } = readCursor(libraries);
  return isShowing ? handle : nothing;
}

function readShape({ user32, gdi32 }: WindowsLibraries, handle: bigint): CursorShape | null {
  const bytes = new Uint8Array(iconInfo.bytes);
  if (handle === nothing || user32.getIconInfo(handle, bytes) === 0) return null;
  const info = new DataView(bytes.buffer);
  const mask = info.getBigUint64(iconInfo.mask, true);
  const colour = info.getBigUint64(iconInfo.colour, true);
  const screen = user32.getDc(null);
  try {
    if (screen === null) return null;
    const read = (bitmap: bigint): { widthPx: number; heightPx: number; pixels: Uint8Array } | null => {
      const size = new Uint8Array(bitmapInfo.bytes);
      if (bitmap === nothing || gdi32.getObject(bitmap, size.length, size) === 0) return null;
      const fields = new DataView(size.buffer);
      const widthPx = fields.getInt32(bitmapInfo.width, true);
      const heightPx = Math.abs(fields.getInt32(bitmapInfo.height, true));
      if (widthPx <= 0 || widthPx > maximumSizePx || heightPx > maximumSizePx * 2) return null;
      const pixels = new Uint8Array(widthPx * heightPx * 4);
      return gdi32.getDibits(screen, bitmap, pixels, widthPx, heightPx) ? { widthPx, heightPx, pixels } : null;
    };
    const picture = cursorPixels(read(mask), read(colour));
    if (picture === null) return null;
    return {
      ...picture,
      hotspotX: Math.min(info.getUint32(iconInfo.hotspotX, true), picture.widthPx - 1),
      hotspotY: Math.min(info.getUint32(iconInfo.hotspotY, true), picture.heightPx - 1),
    };
  } finally {
    if (screen !== null) user32.releaseDc(null, screen);
    // GetIconInfo made copies.
    for (const bitmap of [mask, colour]) if (bitmap !== nothing) gdi32.deleteObject(bitmap);
  }
}

// The pointer's shape, from XFixes.

import koffi from 'koffi';
import { type Disposable, DisposableStore, Emitter } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';
import type { CursorSource } from '../ports.ts';
import type { XConnection } from './connection.ts';
import type { Out } from '../native/library.ts';
import { type CursorImage, type Xfixes, cursorEvent, cursorImageStruct } from './native/xfixes.ts';

const maximumSizePx = 512;
const bytesPerUnsignedLong = 8;

export class X11Cursor implements CursorSource, Disposable {
  readonly onChanged = new Emitter<CursorShape | null>();
  readonly #connection: XConnection;
  readonly #fixes: Xfixes;
  readonly #store = new DisposableStore();
  #shape: CursorShape | null;

  static tryCreate(connection: XConnection): X11Cursor | null {
    const { xfixes } = connection.libraries;
    const event: Out = [0];
    if (!xfixes || xfixes.queryExtension(connection.display, event, [0]) === 0) return null;
    return new X11Cursor(connection, xfixes, event[0] + cursorEvent.notify);
  }

  constructor(connection: XConnection, fixes: Xfixes, notifyEvent: number) {
    this.#connection = connection;
    this.#fixes = fixes;
    fixes.selectCursorInput(connection.display, connection.root, cursorEvent.displayMask);
    this.#shape = this.#read();
    this.#store.add(this.onChanged);
    this.#store.add(
      connection.handle(notifyEvent, () => {
        this.#shape = this.#read();
        this.onChanged.emit(this.#shape);
      }),
    );
    connection.settle();
  }

  current(): CursorShape | null {
    return this.#shape;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #read(): CursorShape | null {
    const { value: pointer } = this.#connection.attempt(() => this.#fixes.getCursorImage(this.#connection.display));
    if (pointer === null) return null;
    try {
      const image: CursorImage = koffi.decode(pointer, cursorImageStruct);
      const count = image.width * image.height;
      if (count === 0 || image.width > maximumSizePx || image.height > maximumSizePx) return null;
      const pixels = new DataView(koffi.view(image.pixels, count * bytesPerUnsignedLong));
      const rgba = unpremultiplied(pixels, count);
      if (rgba === null) return null;
      return {
        widthPx: image.width,
        heightPx: image.height,
        hotspotX: Math.min(image.hotspotX, image.width - 1),
        hotspotY: Math.min(image.hotspotY, image.height - 1),
        rgba,
      };
    } finally {
      this.#connection.libraries.x11.free(pointer);
    }
  }
}

/** null: nothing of it can be seen. */
function unpremultiplied(pixels: DataView, count: number): Uint8Array | null {
  const rgba = new Uint8Array(count * 4);
  let visible = false;
  for (let index = 0; index < count; index++) {
    const pixel = pixels.getUint32(index * bytesPerUnsignedLong, true);
    const alpha = pixel >>> 24;
    if (alpha === 0) continue;
    visible = true;
    const straight = (value: number): number => Math.min(255, Math.round((value * 255) / alpha));
    rgba[index * 4] = straight((pixel >>> 16) & 255);
    rgba[index * 4 + 1] = straight((pixel >>> 8) & 255);
    rgba[index * 4 + 2] = straight(pixel & 255);
    rgba[index * 4 + 3] = alpha;
  }
  return visible ? rgba : null;
}

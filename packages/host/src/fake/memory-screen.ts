// A screen in memory, watched like a real one: what is painted becomes damage of every open capture, told in a microtask.
// Knows nothing of what is painted or of input.

import { AppError, type Disposable, Emitter } from '@nearhand/base';
import type { Display, PixelBuffer, Rect } from '@nearhand/protocol';
import type { CaptureWay, DisplayCapture, Displays, ScreenCapture } from '../ports.ts';

const bytesPerPixel = 4;
/** More rectangles than this are told as the one that holds them. */
const maximumRectangles = 64;

export class MemoryScreen implements Displays, ScreenCapture, Disposable {
  readonly onChanged = new Emitter<readonly Display[]>();
  readonly #captures = new Set<MemoryCapture>();
  #displays: readonly Display[];
  #picture: PixelBuffer;

  constructor(displays: readonly Display[]) {
    this.#displays = displays;
    this.#picture = createPicture(displays);
  }

  /** Paint here, then say where with `damage`. Replaced when the displays change. */
  get picture(): PixelBuffer {
    return this.#picture;
  }

  /** Captures that are open. */
  get watchers(): number {
    return this.#captures.size;
  }

  list(): readonly Display[] {
    return this.#displays;
  }

  open(displayId: string): DisplayCapture {
    const display = this.#displays.find((other) => other.id === displayId);
    if (!display) throw new AppError('display_not_found', 'There is no such display.');
    const capture = new MemoryCapture(this, display, () => this.#captures.delete(capture));
    this.#captures.add(capture);
    return capture;
  }

  way(): Promise<CaptureWay> {
    return Promise.resolve({ name: 'memory', whyNotQuicker: null });
  }

  /** Says that these parts, in pixels of the desktop, were painted. */
  damage(...rects: readonly Rect[]): void {
    for (const capture of this.#captures) capture.addDamage(rects);
  }

  /** Other displays, or the same in other sizes; the picture is black again. */
  setDisplays(displays: readonly Display[]): void {
    this.#displays = displays;
    this.#picture = createPicture(displays);
    for (const capture of this.#captures) capture.follow(displays);
    this.onChanged.emit(displays);
  }

  dispose(): void {
    for (const capture of this.#captures) capture.dispose();
    this.onChanged.dispose();
  }
}

function createPicture(displays: readonly Display[]): PixelBuffer {
  const widthPx = Math.max(...displays.map((display) => display.bounds.x + display.bounds.width));
  const heightPx = Math.max(...displays.map((display) => display.bounds.y + display.bounds.height));
  const strideBytes = widthPx * bytesPerPixel;
  return { widthPx, heightPx, strideBytes, data: new Uint8Array(strideBytes * heightPx) };
}

class MemoryCapture implements DisplayCapture {
  readonly onDamage = new Emitter<void>();
  readonly #screen: MemoryScreen;
  readonly #onDispose: () => void;
  #display: Display;
  #picture: PixelBuffer;
  #pending: Rect[];
  #announced = false;
  #disposed = false;

  constructor(screen: MemoryScreen, display: Display, onDispose: () => void) {
    this.#screen = screen;
    this.#display = display;
    this.#onDispose = onDispose;
    this.#picture = this.#emptyPicture();
    this.#pending = [this.#whole()];
  }

  addDamage(rects: readonly Rect[]): void {
    const inside = rects.flatMap((rect) => clip(rect, this.#display.bounds));
    if (inside.length === 0 || this.#disposed) return;
    this.#pending =
      this.#pending.length + inside.length > maximumRectangles ? [this.#whole()] : [...this.#pending, ...inside];
    this.#announce();
  }

  follow(displays: readonly Display[]): void {
    const display = displays.find((other) => other.id === this.#display.id);
    if (!display || this.#disposed) return;
    this.#display = display;
    this.#picture = this.#emptyPicture();
    this.#pending = [this.#whole()];
    this.#announce();
  }

  grab(): ReturnType<DisplayCapture['grab']> {
    this.#announced = false;
    const damage = this.#disposed ? [] : this.#pending;
    this.#pending = [];
    for (const rect of damage) this.#copy(rect);
    return { picture: this.#picture, damage };
  }

  dispose(): void {
    this.#disposed = true;
    this.#pending = [];
    this.onDamage.dispose();
    this.#onDispose();
  }

  #announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    queueMicrotask(() => {
      if (this.#pending.length > 0) this.onDamage.emit();
      else this.#announced = false;
    });
  }

  #copy(rect: Rect): void {
    const from = this.#screen.picture;
    const { x, y } = this.#display.bounds;
    for (let row = rect.y; row < rect.y + rect.height; row++) {
      const start = (y + row) * from.strideBytes + (x + rect.x) * bytesPerPixel;
      const line = from.data.subarray(start, start + rect.width * bytesPerPixel);
      this.#picture.data.set(line, row * this.#picture.strideBytes + rect.x * bytesPerPixel);
    }
  }

  #whole(): Rect {
    return { x: 0, y: 0, width: this.#display.bounds.width, height: this.#display.bounds.height };
  }

  #emptyPicture(): PixelBuffer {
    return createPicture([{ ...this.#display, bounds: this.#whole() }]);
  }
}

/** The part inside the bounds, relative to them; none or one. */
function clip(rect: Rect, bounds: Rect): Rect[] {
  const left = Math.max(rect.x - bounds.x, 0);
  const top = Math.max(rect.y - bounds.y, 0);
  const right = Math.min(rect.x + rect.width - bounds.x, bounds.width);
  const bottom = Math.min(rect.y + rect.height - bounds.y, bounds.height);
  return right > left && bottom > top ? [{ x: left, y: top, width: right - left, height: bottom - top }] : [];
}

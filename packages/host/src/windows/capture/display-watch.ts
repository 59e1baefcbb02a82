// Looks at one display for all its captures. Each capture learns what changed since it last asked.

import { type Clock, type Disposable, DisposableStore, Emitter } from '@nearhand/base';
import type { Display, PixelBuffer, Rect } from '@nearhand/protocol';
import type { FrameSource } from './frame-source.ts';
import { LookPace } from './look-pace.ts';

export interface DisplayWatchOptions {
  readonly clock: Clock;
  /** Throws AppError `desktop_unavailable`. */
  readonly createSource: (display: Display) => FrameSource;
  readonly display: Display;
}

export class DisplayWatch implements Disposable {
  /** What changed, to be kept by each capture for itself; null: everything, in a picture of another size perhaps. */
  readonly onChanged = new Emitter<readonly Rect[] | null>();
  readonly #options: DisplayWatchOptions;
  readonly #pace: LookPace;
  readonly #store = new DisposableStore();
  #display: Display;
  #source: FrameSource;
  #timer: Disposable | null = null;
  /** Captures that have not been told of anything since they last asked. */
  #waiting = 0;

  constructor(options: DisplayWatchOptions) {
    this.#options = options;
    this.#display = options.display;
    this.#pace = new LookPace(options.clock);
    this.#source = options.createSource(options.display);
    this.#store.add(this.onChanged);
    this.#store.defer(() => this.#source.dispose());
    this.#store.defer(() => this.#timer?.dispose());
  }

  get picture(): PixelBuffer {
    return this.#source.picture;
  }

  /** Somebody wants to be told of the next change. */
  wait(): void {
    this.#waiting++;
    if (this.#waiting === 1) this.#lookLater();
  }

  /** Takes back one `wait`. */
  stopWaiting(): void {
    this.#waiting--;
    if (this.#waiting === 0) this.#timer?.dispose();
  }

  /** Something is about to change. */
  expectChange(): void {
    this.#pace.busy();
    if (this.#waiting > 0) this.#lookLater();
  }

  /** Brings the picture up to date and tells all captures. */
  look(): void {
    if (this.#store.disposed) return;
    const { clock } = this.#options;
    const startMs = clock.monotonicMs();
    const rects = this.#source.update();
    this.#pace.took(clock.monotonicMs() - startMs);
    if (rects === null || rects.length === 0) return;
    this.#pace.busy();
    this.onChanged.emit(rects);
  }

  /** The display is elsewhere or of another size. */
  follow(display: Display): void {
    if (JSON.stringify(display.bounds) === JSON.stringify(this.#display.bounds) || this.#store.disposed) return;
    this.#display = display;
    this.#source.dispose();
    this.#source = this.#options.createSource(display);
    this.#pace.busy();
    this.onChanged.emit(null);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #lookLater(): void {
    this.#timer?.dispose();
    if (this.#store.disposed) return;
    const { busyIntervalMs, askingIsFree } = this.#source;
    const delayMs = askingIsFree ? this.#pace.soonestMs(busyIntervalMs) : this.#pace.nextMs(busyIntervalMs);
    this.#timer = this.#options.clock.setTimer(delayMs, () => {
      this.look();
      if (this.#waiting > 0) this.#lookLater();
    });
  }
}

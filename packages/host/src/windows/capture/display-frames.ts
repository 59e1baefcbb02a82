// The picture of one display, by whatever gives it: GDI from the first look on, desktop duplication as soon as that has given
// a whole picture, GDI again when it breaks off. Both write into the same memory, so nobody notices.

import { type Clock, messageOf } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import type { Duplications } from './duplication/duplications.ts';
import type { OutputPlace } from './duplication/open-duplication.ts';
import type { OutputDuplication } from './duplication/output-duplication.ts';
import { emptyPicture, type FrameSource } from './frame-source.ts';
import type { GdiFrames } from './gdi-frames.ts';

const gdiIntervalMs = 33;
/** Who looks for so long goes on looking: a single picture is not worth the start of a graphics device. */
const watchedForMs = 500;

export interface DisplayFramesOptions {
  readonly clock: Clock;
  readonly place: OutputPlace;
  readonly duplications: Pick<Duplications, 'mayOpen' | 'open' | 'broke'>;
  /** Throws AppError `desktop_unavailable` when Windows has no memory for it. */
  readonly createGdi: (bounds: Rect, picture: PixelBuffer) => Pick<GdiFrames, 'update' | 'dispose'>;
}

export class DisplayFrames implements FrameSource {
  readonly picture: PixelBuffer;
  readonly #options: DisplayFramesOptions;
  #gdi: Pick<GdiFrames, 'update' | 'dispose'> | null;
  #duplication: OutputDuplication | null = null;
  #isOpening = false;
  readonly #sinceMs: number;
  /** The picture may hold changes that were not told. */
  #tellsAll = false;
  #isDisposed = false;

  /** Throws AppError `desktop_unavailable`. */
  constructor(options: DisplayFramesOptions) {
    this.#options = options;
    this.#sinceMs = options.clock.monotonicMs();
    const { bounds } = options.place;
    this.picture = emptyPicture(bounds.width, bounds.height);
    this.#gdi = options.createGdi(bounds, this.picture);
  }

  get busyIntervalMs(): number {
    return this.#duplication?.lookInMs ?? gdiIntervalMs;
  }

  get askingIsFree(): boolean {
    return this.#gdi === null;
  }

  update(): readonly Rect[] | null {
    if (this.#isDisposed) return null;
    const rects = this.#fromDuplication() ?? this.#fromGdi();
    if (rects === null || !this.#tellsAll) return rects;
    this.#tellsAll = false;
    return [{ x: 0, y: 0, width: this.picture.widthPx, height: this.picture.heightPx }];
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#duplication?.dispose();
    this.#gdi?.dispose();
  }

  /** null: GDI has to be asked. */
  #fromDuplication(): readonly Rect[] | null {
    try {
      const rects = this.#duplication?.update(this.picture) ?? null;
      if (rects === null) return null;
      this.#gdi?.dispose();
      this.#gdi = null;
      return rects;
    } catch (error) {
      this.#duplication?.dispose();
      this.#duplication = null;
      this.#tellsAll = true;
      this.#options.duplications.broke(this.#options.place.device, messageOf(error));
      return null;
    }
  }

  #fromGdi(): readonly Rect[] | null {
    const rects = this.#ownGdi()?.update() ?? null;
    // What GDI cannot see is not this user's desktop now: a question of Windows, the lock screen.
    if (rects !== null) this.#openDuplication();
    return rects;
  }

  /** null: Windows has no memory for it just now. */
  #ownGdi(): Pick<GdiFrames, 'update'> | null {
    if (this.#gdi !== null) return this.#gdi;
    try {
      this.#gdi = this.#options.createGdi(this.#options.place.bounds, this.picture);
    } catch {
      // The next look tries again; until then the picture stands still.
    }
    return this.#gdi;
  }

  #openDuplication(): void {
    const { clock, duplications, place } = this.#options;
    const isBusy = this.#isOpening || this.#duplication !== null;
    if (isBusy || clock.monotonicMs() - this.#sinceMs < watchedForMs || !duplications.mayOpen(place.device)) return;
    this.#isOpening = true;
    void duplications.open(place).then((duplication) => {
      this.#isOpening = false;
      if (this.#isDisposed) duplication?.dispose();
      else this.#duplication = duplication;
    });
  }
}

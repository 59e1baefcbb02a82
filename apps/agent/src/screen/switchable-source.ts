// A source of pictures whose display can be changed while somebody watches: the sender keeps its numbers and the viewer
// sees one stream.

import { type Disposable, Emitter, type Event } from '@nearhand/base';
import type { DisplayCapture } from '@nearhand/host';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { AppError } from '@nearhand/base';

export class SwitchableSource implements Disposable {
  readonly #damage = new Emitter<void>();
  #capture: DisplayCapture | null = null;
  #watch: Disposable | null = null;

  readonly onDamage: Event<void> = this.#damage;

  get open(): boolean {
    return this.#capture !== null;
  }

  /** Takes the capture over; the one before is closed. */
  switchTo(capture: DisplayCapture | null): void {
    this.#watch?.dispose();
    this.#capture?.dispose();
    this.#capture = capture;
    this.#watch = capture?.onDamage.on(() => this.#damage.emit()) ?? null;
    if (capture !== null) this.#damage.emit();
  }

  grab(): { readonly picture: PixelBuffer; readonly damage: readonly Rect[] } {
    if (this.#capture === null) throw new AppError('desktop_unavailable', 'There is no display');
    return this.#capture.grab();
  }

  dispose(): void {
    this.switchTo(null);
    this.#damage.dispose();
  }
}

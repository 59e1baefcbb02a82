// Whether the person at this tab is active: moved the pointer, pressed a key, or came back to the tab within the last
// minutes.
import { type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';

/** Without a sign of life for this long the person is away. */
export const idleAfterMs = 5 * 60_000;
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** What is used of the window and its document. */
export interface ActivitySource {
  readonly window: EventTarget;
  readonly document: EventTarget & { readonly visibilityState: string };
}

export class ActivityWatch implements Disposable {
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<boolean>());
  #timer: Disposable | null = null;
  #lastMs: number;
  #active: boolean;

  /** A tab that is opened behind others begins as not active. */
  constructor(source: ActivitySource, clock: Clock) {
    this.#clock = clock;
    this.#lastMs = clock.monotonicMs();
    this.#active = source.document.visibilityState === 'visible';
    const noticed = () => this.#notice();
    const shown = () => {
      if (source.document.visibilityState === 'visible') this.#notice();
    };
    for (const sign of signs) {
      source.window.addEventListener(sign, noticed, { passive: true, capture: true });
      this.#store.defer(() => source.window.removeEventListener(sign, noticed, { capture: true }));
    }
    source.document.addEventListener('visibilitychange', shown);
    this.#store.defer(() => source.document.removeEventListener('visibilitychange', shown));
    this.#store.defer(() => this.#timer?.dispose());
    if (this.#active) this.#wait(idleAfterMs);
  }

  get active(): boolean {
    return this.#active;
  }

  get onChanged(): Event<boolean> {
    return this.#changed;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #notice(): void {
    this.#lastMs = this.#clock.monotonicMs();
    if (this.#active) return;
    this.#active = true;
    this.#wait(idleAfterMs);
    this.#changed.emit(true);
  }

  /** One timer for many signs: it looks how long ago the last one was. */
  #wait(delayMs: number): void {
    this.#timer = this.#clock.setTimer(delayMs, () => {
      const leftMs = this.#lastMs + idleAfterMs - this.#clock.monotonicMs();
      if (leftMs > 0) return this.#wait(leftMs);
      this.#active = false;
      this.#changed.emit(false);
    });
  }
}

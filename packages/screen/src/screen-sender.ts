// One viewer's picture: watches a source, and codes and sends what changed as fast as the viewer draws it. What changes
// while it waits is merged; there is never a queue of pictures.

import {
  type Bytes,
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  assertNever,
} from '@nearhand/base';
import type { CursorShape, PixelBuffer, Rect } from '@nearhand/protocol';
import { CursorEncoder } from './cursor/cursor-encoder.ts';
import { type EncodedUpdate, ScreenEncoder } from './encoder/screen-encoder.ts';
import { UpdatePacer } from './pacing/update-pacer.ts';
import { decodeFeedback } from './wire/feedback.ts';

/** Tiles looked at before other work gets a turn: as many as take about this long, which the program learns. */
const turnMs = 10;
const minTilesPerTurn = 16;
const maxTilesPerTurn = 128;
const defaultFrameIntervalMs = 1000 / 60;

/** What a capture of a display offers; see DisplayCapture of the host package. */
export interface ScreenSource {
  /** Something changed since the last `grab`; at most once between two of them. */
  readonly onDamage: Event<void>;
  /** The picture now and what changed since the previous grab; its memory is used again by the next grab. */
  grab(): { readonly picture: PixelBuffer; readonly damage: readonly Rect[] };
}

export interface ScreenSenderOptions {
  readonly source: ScreenSource;
  readonly clock: Clock;
  /** Messages for the screen channel, in order. Called synchronously, never from within a method of the sender. */
  readonly send: (bytes: Bytes) => void;
  /** Calls back soon, after other work had a turn. Default: a timer of 0 ms. */
  readonly schedule?: (callback: () => void) => Disposable;
  /** Shortest time between two grabs; default 1/60 s. */
  readonly frameIntervalMs?: number;
}

export class ScreenSender implements Disposable {
  readonly #options: ScreenSenderOptions;
  readonly #schedule: (callback: () => void) => Disposable;
  readonly #frameIntervalMs: number;
  readonly #store = new DisposableStore();
  readonly #encoder = new ScreenEncoder();
  readonly #cursorEncoder = new CursorEncoder();
  readonly #failed = new Emitter<unknown>();
  readonly pacer: UpdatePacer;
  #turn: Disposable | null = null;
  #paused = false;
  #damaged = true;
  #tilesPerTurn = minTilesPerTurn;
  #grabbedAtMs = -Infinity;
  #cursor: { readonly shape: CursorShape | null } | null = null;
  #cursorWaits = false;

  /** `grab` threw; the sender is paused. */
  readonly onFailed: Event<unknown> = this.#failed;

  /** Starts with the whole picture. */
  constructor(options: ScreenSenderOptions) {
    this.#options = options;
    this.#schedule = options.schedule ?? ((callback) => options.clock.setTimer(0, callback));
    this.#frameIntervalMs = options.frameIntervalMs ?? defaultFrameIntervalMs;
    this.pacer = new UpdatePacer({ clock: options.clock });
    this.#store.add(this.#failed);
    this.#store.defer(() => this.#cancelTurn());
    this.#store.add(
      options.source.onDamage.on(() => {
        this.#damaged = true;
        this.#wake();
      }),
    );
    this.#wake();
  }

  /** Takes a message of the receiver. Throws AppError `screen_malformed`. */
  receive(bytes: Uint8Array): void {
    const feedback = decodeFeedback(bytes);
    switch (feedback.kind) {
      case 'acknowledgement':
        this.acknowledge(feedback.number);
        break;
      case 'refresh':
        this.refresh();
        break;
      default:
        assertNever(feedback);
    }
  }

  /** Everything up to this update has been drawn. Throws AppError `screen_malformed` for one that was never sent. */
  acknowledge(number: number): void {
    this.pacer.acknowledged(number);
    this.#wake();
  }

  /** Sends everything again: for a new receiver, or one that could not decode. */
  refresh(): void {
    this.#encoder.refresh();
    this.#cursorEncoder.reset();
    this.#cursorWaits = this.#cursor !== null;
    this.#damaged = true;
    this.pacer.forgetFlights();
    this.#wake();
  }

  /** null: hidden. The shape's memory is copied. */
  setCursor(shape: CursorShape | null): void {
    this.#cursor = { shape: shape && { ...shape, rgba: shape.rgba.slice() } };
    this.#cursorWaits = true;
    this.#wake();
  }

  /** Nothing is grabbed or sent until `resume`. */
  pause(): void {
    this.#paused = true;
    this.#cancelTurn();
  }

  resume(): void {
    this.#paused = false;
    this.#wake();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #cancelTurn(): void {
    this.#turn?.dispose();
    this.#turn = null;
  }

  #wake(delayMs = 0): void {
    if (this.#turn || this.#paused || this.#store.disposed) return;
    const run = (): void => {
      this.#turn = null;
      this.#takeTurn();
    };
    this.#turn = delayMs > 0 ? this.#options.clock.setTimer(delayMs, run) : this.#schedule(run);
  }

  #takeTurn(): void {
    this.#sendCursor();
    if (!this.pacer.ready) return;
    const waitMs = this.#grabbedAtMs + this.#frameIntervalMs - this.#options.clock.monotonicMs();
    if (this.#damaged && waitMs <= 0) {
      if (!this.#grab()) return;
    } else if (this.#damaged && !this.#encoder.pending) {
      this.#wake(waitMs);
      return;
    }
    const update = this.#encode();
    if (update) {
      this.pacer.sent(update.number, update.bytes.length);
      this.#options.send(update.bytes);
    }
    if (this.#damaged || this.#encoder.pending) this.#wake();
    else this.pacer.idle();
  }

  #encode(): EncodedUpdate | null {
    const { clock } = this.#options;
    const startMs = clock.monotonicMs();
    const update = this.#encoder.next({ maxBytes: this.pacer.partBytes, maxTiles: this.#tilesPerTurn });
    const tookMs = clock.monotonicMs() - startMs;
    if (tookMs > turnMs) this.#tilesPerTurn = Math.max(minTilesPerTurn, this.#tilesPerTurn / 2);
    else if (tookMs < turnMs / 2) this.#tilesPerTurn = Math.min(maxTilesPerTurn, this.#tilesPerTurn * 2);
    return update;
  }

  #sendCursor(): void {
    if (!this.#cursorWaits || !this.#cursor) return;
    this.#cursorWaits = false;
    this.#options.send(this.#cursorEncoder.encode(this.#cursor.shape));
  }

  /** Returns false when the source failed. */
  #grab(): boolean {
    this.#damaged = false;
    this.#grabbedAtMs = this.#options.clock.monotonicMs();
    try {
      const { picture, damage } = this.#options.source.grab();
      this.#encoder.update(picture, damage);
      return true;
    } catch (error) {
      this.#damaged = true;
      this.pause();
      this.#failed.emit(error);
      return false;
    }
  }
}

// The remote picture: messages of the screen channel in, pixels on a canvas and feedback out.

import { type Bytes, type Disposable, Emitter, type Event } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';
import { refreshRequest } from '@nearhand/screen';
import type { WorkerReply } from './worker-messages.ts';

export interface PictureOptions {
  readonly canvas: HTMLCanvasElement;
  /** Feedback for the agent. */
  readonly send: (bytes: Bytes) => void;
}

export class Picture implements Disposable {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #send: (bytes: Bytes) => void;
  readonly #worker: Worker;
  readonly #drawn = new Emitter<void>();
  readonly #resized = new Emitter<void>();
  readonly #cursor = new Emitter<CursorShape | null>();
  #refreshing = false;
  #disposed = false;

  /** After each drawn update. */
  readonly onDrawn: Event<void> = this.#drawn;
  /** The canvas has another size in remote pixels. */
  readonly onResized: Event<void> = this.#resized;
  readonly onCursor: Event<CursorShape | null> = this.#cursor;

  /** Throws Error where the browser has no 2D canvas. */
  constructor(options: PictureOptions) {
    this.#canvas = options.canvas;
    this.#send = options.send;
    const context = this.#canvas.getContext('2d', { alpha: false, desynchronized: false });
    if (!context) throw new Error('This browser cannot draw on a canvas');
    this.#context = context;
    this.#worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<WorkerReply>) => this.#onReply(data));
  }

  receive(bytes: Bytes): void {
    this.#worker.postMessage(bytes, [bytes.buffer]);
  }

  #onReply(reply: WorkerReply): void {
    if (this.#disposed) return;
    switch (reply.kind) {
      case 'picture':
        this.#draw(reply);
        break;
      case 'cursor':
        this.#cursor.emit(reply.shape);
        break;
      case 'malformed':
        if (!this.#refreshing) this.#send(refreshRequest());
        this.#refreshing = true;
        break;
    }
  }

  #draw(update: Extract<WorkerReply, { kind: 'picture' }>): void {
    const canvas = this.#canvas;
    const resized = canvas.width !== update.widthPx || canvas.height !== update.heightPx;
    if (resized) {
      canvas.width = update.widthPx;
      canvas.height = update.heightPx;
    }
    for (const { x, y, width, height, rgba } of update.rects) {
      this.#context.putImageData(new ImageData(rgba, width, height), x, y);
    }
    this.#refreshing = false;
    this.#send(update.acknowledgement);
    if (resized) this.#resized.emit();
    this.#drawn.emit();
  }

  dispose(): void {
    this.#disposed = true;
    this.#worker.terminate();
    this.#drawn.dispose();
    this.#resized.dispose();
    this.#cursor.dispose();
  }
}

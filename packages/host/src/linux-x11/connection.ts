// One connection to an X server: its error handling and its events. All Xlib calls happen on the main thread; the event
// loop wakes when the connection's descriptor becomes readable, so that waiting costs nothing. Not what events mean.

import koffi from 'koffi';
import { AppError, type Disposable, Emitter, toDisposable } from '@nearhand/base';
import { peekWithoutWaiting } from './native/libc.ts';
import { displayTurn, inTurn } from '../native/display-turn.ts';
import type { Pointer } from '../native/library.ts';
import { eventBytes } from './native/x11.ts';
import { type XError, type XlibProcess, xlibProcess } from './native/xlib-process.ts';

/** Events handled before others in the process get their turn. */
const eventsPerTurn = 512;
/** XEventsQueued mode QueuedAfterReading: without it, Xlib does not see what the layer below it has read. */
const queuedAfterReading = 1;
const genericEvent = 35;

/** `event` is valid during the call only. */
export type EventHandler = (event: DataView, bytes: Uint8Array) => void;

export class XConnection implements Disposable {
  readonly libraries: XlibProcess;
  readonly display: Pointer;
  readonly screen: number;
  readonly root: number;
  /** Emitted once, outside any Xlib call. */
  readonly onLost = new Emitter<Error>();
  readonly #handlers = new Map<number, Set<EventHandler>>();
  readonly #eventBytes = new Uint8Array(new ArrayBuffer(eventBytes));
  readonly #event = new DataView(this.#eventBytes.buffer);
  readonly #poll: ReturnType<typeof koffi.node.poll>;
  #errors: XError[] = [];
  #errorCount = 0;
  #drainScheduled = false;
  #draining = false;
  #lost = false;
  #disposed = false;

  /** `displayName` as in DISPLAY; the environment's when left out. Throws AppError `desktop_unavailable`. */
  constructor(displayName?: string, libraries = xlibProcess()) {
    this.libraries = libraries;
    const { x11 } = this.libraries;
    const display = inTurn(displayTurn, () => x11.openDisplay(displayName ?? null));
    if (display === null) {
      throw new AppError('desktop_unavailable', 'The X display cannot be opened.', { details: { displayName } });
    }
    this.display = display;
    this.screen = x11.defaultScreen(display);
    this.root = x11.rootWindow(display, this.screen);
    x11.setIoErrorExitHandler?.(display);
    this.libraries.sinks.set(display, {
      onXError: (error) => this.#noteError(error),
      onIoError: () => this.#markLost(),
    });
    this.#poll = koffi.node.poll(x11.connectionNumber(display), { readable: true, disconnect: true }, () =>
      this.#drainSoon(),
    );
    this.settle();
  }

  /** No more X calls may be made: the connection is gone or closed. */
  get closed(): boolean {
    return this.#lost || this.#disposed;
  }

  /** Calls the handler with each event of this type. */
  handle(type: number, handler: EventHandler): Disposable {
    const handlers = this.#handlers.get(type) ?? new Set();
    handlers.add(handler);
    this.#handlers.set(type, handlers);
    return toDisposable(() => handlers.delete(handler));
  }

  /**
   * Runs X calls and says whether the server accepted them all. `wait` makes a round trip, needed when none of the calls
   * has a reply.
   */
  attempt<T>(work: () => T, wait = false): { readonly value: T; readonly error: XError | null } {
    if (wait) this.sync();
    const before = this.#errorCount;
    this.#errors = [];
    const value = work();
    if (wait) this.sync();
    const error = this.#errorCount === before ? null : (this.#errors[0] ?? null);
    this.settle();
    return { value, error };
  }

  sync(): void {
    if (!this.closed) this.libraries.x11.sync(this.display, 0);
  }

  /** Sends what is buffered. To be called after a series of X calls. */
  flush(): void {
    if (this.closed) return;
    this.libraries.x11.flush(this.display);
    this.settle();
  }

  /**
   * Sending a request or waiting for a reply may have read events too, of which the descriptor then says nothing: looks
   * for those. To be called after a series of X calls that does not end with `flush`.
   */
  settle(): void {
    if (this.#drainScheduled || this.#draining) return;
    if (this.#hasEnded()) this.#markLost();
    if (this.closed || this.libraries.x11.eventsQueued(this.display, queuedAfterReading) === 0) return;
    this.#drainSoon();
  }

  /** Handles the events that have arrived. */
  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let count = 0; count < eventsPerTurn; count++) {
        if (this.#hasEnded()) this.#markLost();
        if (this.closed || this.libraries.x11.pending(this.display) <= 0) return;
        this.#handleNext();
      }
    } finally {
      this.#draining = false;
    }
    this.settle();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#poll.close();
    this.#handlers.clear();
    if (!this.#lost || this.#survivesErrors) this.libraries.x11.closeDisplay(this.display);
    this.libraries.sinks.delete(this.display);
    this.onLost.dispose();
  }

  /** In a turn of its own: promises settled inside the descriptor's callback would wait for the next turn of the loop. */
  #drainSoon(): void {
    if (this.#drainScheduled) return;
    this.#drainScheduled = true;
    setImmediate(() => {
      this.#drainScheduled = false;
      this.drain();
    });
  }

  /** Before libX11 1.7, calling it on a connection that has ended ends the process: there, look first. */
  #hasEnded(): boolean {
    if (this.#survivesErrors || this.closed) return false;
    const { x11, libc } = this.libraries;
    return libc.recv(x11.connectionNumber(this.display), new Uint8Array(1), 1, peekWithoutWaiting) === 0;
  }

  get #survivesErrors(): boolean {
    return this.libraries.x11.setIoErrorExitHandler !== null;
  }

  #handleNext(): void {
    const { x11 } = this.libraries;
    x11.nextEvent(this.display, this.#eventBytes);
    if (this.closed) return;
    const type = this.#event.getInt32(0, true) & 127;
    const handlers = this.#handlers.get(type);
    if (!handlers) return;
    const cookie = type === genericEvent && x11.getEventData(this.display, this.#eventBytes) !== 0;
    try {
      for (const handler of handlers) handler(this.#event, this.#eventBytes);
    } finally {
      if (cookie && !this.closed) x11.freeEventData(this.display, this.#eventBytes);
    }
  }

  #noteError(error: XError): void {
    this.#errorCount++;
    if (this.#errors.length < 16) this.#errors.push(error);
  }

  #markLost(): void {
    if (this.closed) return;
    this.#lost = true;
    setImmediate(() => {
      if (this.#disposed) return;
      this.#poll.stop();
      this.onLost.emit(new AppError('desktop_unavailable', 'The connection to the display server broke.'));
    });
  }
}

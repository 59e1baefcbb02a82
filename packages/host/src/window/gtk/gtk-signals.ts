// Handlers of GTK's signals: four native callbacks for the whole thread, each finding its handler by the number it gets
// as its data. A handler goes with the group it was connected in.

import koffi from 'koffi';
import type { Disposable } from '@nearhand/base';
import type { Pointer } from '../../native/library.ts';
import { eventProto, popUpProto, signalProto, timeoutProto } from './native/glib.ts';
import type { Toolkit } from './native/toolkit.ts';

/** Handlers that are forgotten together. */
export interface SignalGroup extends Disposable {
  /** A signal without further arguments. */
  on(widget: Pointer, signal: string, handler: () => void): void;
  /** A signal of what outlives the group. */
  onLasting(object: Pointer, signal: string, handler: () => void): void;
  /** A property has another value. */
  onProperty(widget: Pointer, property: string, handler: () => void): void;
  /** A tray icon's menu is wished for. */
  onMenu(icon: Pointer, handler: () => void): void;
  /** An event; what it would do by itself is not done. */
  instead(widget: Pointer, event: string, handler: () => void): void;
}

const handled = 1;
const goOn = 1;

export class GtkSignals {
  readonly #toolkit: Toolkit;
  readonly #handlers = new Map<bigint, () => void>();
  readonly #onSignal: bigint;
  readonly #onEvent: bigint;
  readonly #onMenu: bigint;
  #next = 1n;

  constructor(toolkit: Toolkit) {
    this.#toolkit = toolkit;
    this.#onSignal = koffi.register(
      (_widget: Pointer, data: Pointer) => this.#handlers.get(data)?.(),
      koffi.pointer(signalProto),
    );
    this.#onEvent = koffi.register((_widget: Pointer, _event: Pointer, data: Pointer) => {
      this.#handlers.get(data)?.();
      return handled;
    }, koffi.pointer(eventProto));
    this.#onMenu = koffi.register(
      (_icon: Pointer, _button: number, _time: number, data: Pointer) => this.#handlers.get(data)?.(),
      koffi.pointer(popUpProto),
    );
  }

  group(): SignalGroup {
    const { gobject } = this.#toolkit;
    const numbers: bigint[] = [];
    const lasting: (readonly [object: Pointer, connection: number])[] = [];
    const connect = (widget: Pointer, signal: string, callback: bigint, handler: () => void): number => {
      const number = this.#next++;
      numbers.push(number);
      this.#handlers.set(number, handler);
      return gobject.connect(widget, signal, callback, number, null, 0);
    };
    return {
      on: (widget, signal, handler) => void connect(widget, signal, this.#onSignal, handler),
      onLasting: (object, signal, handler) =>
        void lasting.push([object, connect(object, signal, this.#onSignal, handler)]),
      // It has a further argument as an event has, and what the callback answers is not looked at.
      onProperty: (widget, property, handler) => void connect(widget, `notify::${property}`, this.#onEvent, handler),
      onMenu: (icon, handler) => void connect(icon, 'popup-menu', this.#onMenu, handler),
      instead: (widget, event, handler) => void connect(widget, event, this.#onEvent, handler),
      dispose: () => {
        for (const [object, connection] of lasting.splice(0)) gobject.disconnect(object, connection);
        for (const number of numbers) this.#handlers.delete(number);
      },
    };
  }

  every(intervalMs: number, handler: () => void): Disposable {
    const { glib } = this.#toolkit;
    const callback = koffi.register(() => {
      handler();
      return goOn;
    }, koffi.pointer(timeoutProto));
    const source = glib.addTimeout(intervalMs, callback, null);
    let isDisposed = false;
    return {
      dispose: () => {
        if (isDisposed) return;
        isDisposed = true;
        glib.removeSource(source);
        koffi.unregister(callback);
      },
    };
  }
}

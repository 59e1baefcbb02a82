// Asks whoever owns a selection for its value (ICCCM section 2.4), one value at a time, with a limit for its size and for the
// owner's time. Not what the values mean.

import koffi from 'koffi';
import { type Clock, concatBytes, type Disposable, DisposableStore } from '@nearhand/base';
import type { Out, Pointer } from '../../native/library.ts';
import { currentTime, eventType, notifyEvent, predefinedAtom, propertyEvent } from '../native/xselection.ts';
import { longAt, type SelectionWindow } from './selection-window.ts';

const stepMs = 2000;
const wholeMs = 10_000;
const anyType = 0;
/** Taken in turn, so that a late piece of a value that was given up is none of the next. */
const propertyCount = 16;

export interface SelectionValue {
  /** Atom. */
  readonly type: number;
  /** As Xlib has them: of format 32 each takes eight. */
  readonly bytes: Uint8Array;
}

interface Reading {
  readonly property: number;
  readonly maxBytes: number;
  readonly finish: (value: SelectionValue | null) => void;
  readonly pieces: Uint8Array[];
  isIncremental: boolean;
  step: Disposable;
}

export class SelectionReader implements Disposable {
  readonly #window: SelectionWindow;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #properties: readonly number[];
  readonly #incremental: number;
  #count = 0;
  #reading: Reading | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(window: SelectionWindow, clock: Clock) {
    this.#window = window;
    this.#clock = clock;
    this.#incremental = window.atom('INCR');
    this.#properties = Array.from({ length: propertyCount }, (_, index) => window.atom(`NEARHAND_SELECTION_${index}`));
    const { connection } = window;
    this.#store.add(connection.handle(eventType.selectionNotify, (event) => this.#answered(event)));
    this.#store.add(connection.handle(eventType.property, (event) => this.#pieceArrived(event)));
    this.#store.defer(() => this.#reading?.finish(null));
  }

  /** After the readings before it. null: none of this target, above so many bytes, or no answer in time. */
  read(target: number, maxBytes: number): Promise<SelectionValue | null> {
    const value = this.#tail.then(() => this.#read(target, maxBytes));
    this.#tail = value;
    return value;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #read(target: number, maxBytes: number): Promise<SelectionValue | null> {
    const { connection, id, selection } = this.#window;
    if (connection.closed || this.#store.disposed) return Promise.resolve(null);
    const property = this.#properties[this.#count++ % propertyCount] ?? predefinedAtom.none;
    return new Promise((resolve) => {
      const finish = (value: SelectionValue | null): void => {
        this.#reading?.step.dispose();
        whole.dispose();
        this.#reading = null;
        resolve(value);
      };
      const whole = this.#clock.setTimer(wholeMs, () => finish(null));
      const step = this.#giveUpLater();
      this.#reading = { property, maxBytes, finish, pieces: [], isIncremental: false, step };
      connection.libraries.xselection.convert(connection.display, selection, target, property, id, currentTime);
      connection.flush();
    });
  }

  #giveUpLater(): Disposable {
    return this.#clock.setTimer(stepMs, () => this.#reading?.finish(null));
  }

  #answered(event: DataView): void {
    const reading = this.#reading;
    if (reading === null || reading.isIncremental) return;
    if (longAt(event, notifyEvent.requestor) !== this.#window.id) return;
    const property = longAt(event, notifyEvent.property);
    if (property === predefinedAtom.none) return reading.finish(null);
    if (property !== reading.property) return;
    const value = this.#take(reading);
    if (value?.type !== this.#incremental) return reading.finish(value);
    // Taking its property away has asked for the first piece.
    reading.isIncremental = true;
    this.#goOn(reading);
  }

  #pieceArrived(event: DataView): void {
    const reading = this.#reading;
    if (reading === null || !reading.isIncremental) return;
    if (event.getInt32(propertyEvent.state, true) !== propertyEvent.newValue) return;
    if (longAt(event, propertyEvent.window) !== this.#window.id) return;
    if (longAt(event, propertyEvent.atom) !== reading.property) return;
    const piece = this.#take(reading);
    if (piece === null) return reading.finish(null);
    if (piece.bytes.length === 0) {
      return reading.finish({ type: piece.type, bytes: concatBytes(...reading.pieces) });
    }
    reading.pieces.push(piece.bytes);
    const bytes = reading.pieces.reduce((sum, each) => sum + each.length, 0);
    if (bytes > reading.maxBytes) return reading.finish(null);
    this.#goOn(reading);
  }

  #goOn(reading: Reading): void {
    reading.step.dispose();
    reading.step = this.#giveUpLater();
  }

  /** Reads and removes the property. null: it is not there, or too large. */
  #take({ property, maxBytes }: Reading): SelectionValue | null {
    const { connection, id } = this.#window;
    const { x11, xselection } = connection.libraries;
    const [type, format, items, after]: [Out, Out, Out, Out] = [[0], [0], [0], [0]];
    const pointer: [Pointer | null] = [null];
    const words = Math.floor(maxBytes / 4) + 1;
    const { error } = connection.attempt(() =>
      x11.getWindowProperty(
        connection.display,
        id,
        property,
        0,
        words,
        1,
        anyType,
        type,
        format,
        items,
        after,
        pointer,
      ),
    );
    if (pointer[0] === null) return null;
    const itemBytes = format[0] === 32 ? 8 : format[0] / 8;
    const bytes = new Uint8Array(koffi.view(pointer[0], items[0] * itemBytes)).slice();
    x11.free(pointer[0]);
    if (error !== null || type[0] === 0) return null;
    if (after[0] === 0) return { type: type[0], bytes };
    xselection.deleteProperty(connection.display, id, property);
    connection.flush();
    return null;
  }
}

// Owns a selection and answers the programs that ask for it (ICCCM section 2.2), large values in pieces (INCR). Not what
// the values mean.

import { type Clock, type Disposable, DisposableStore } from '@nearhand/base';
import { eventBytes } from '../native/x11.ts';
import {
  clearEvent,
  currentTime,
  eventType,
  notifyEvent,
  predefinedAtom,
  propertyChangeMask,
  propertyEvent,
  replaceValue,
  requestEvent,
} from '../native/xselection.ts';
import { longAt, type SelectionWindow } from './selection-window.ts';

const pieceBytes = 64 * 1024;
/** A requestor that has stopped asking for the next piece. */
const patienceMs = 5000;
/** Programs that are fed in pieces at once; more are refused. */
const maximumTransfers = 16;

export interface OfferedValue {
  /** Atom; `bytes` are of format 8. */
  readonly type: number;
  readonly bytes: Uint8Array;
}

interface Transfer {
  readonly requestor: number;
  readonly property: number;
  readonly value: OfferedValue;
  sentBytes: number;
  timer: Disposable;
}

export class SelectionOwner implements Disposable {
  readonly #window: SelectionWindow;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #transfers = new Map<string, Transfer>();
  readonly #atoms: { readonly targets: number; readonly timestamp: number; readonly incremental: number };
  #offered: ReadonlyMap<number, OfferedValue> | null = null;
  /** When the selection was taken, in the server's time. */
  timestamp = 0;

  constructor(window: SelectionWindow, clock: Clock) {
    this.#window = window;
    this.#clock = clock;
    this.#atoms = {
      targets: window.atom('TARGETS'),
      timestamp: window.atom('TIMESTAMP'),
      incremental: window.atom('INCR'),
    };
    const { connection } = window;
    this.#store.add(connection.handle(eventType.selectionRequest, (event) => this.#answer(event)));
    this.#store.add(connection.handle(eventType.property, (event) => this.#continue(event)));
    this.#store.add(
      connection.handle(eventType.selectionClear, (event) => {
        if (longAt(event, clearEvent.selection) === window.selection) this.#offered = null;
      }),
    );
    this.#store.defer(() => {
      for (const { timer } of this.#transfers.values()) timer.dispose();
    });
  }

  get owns(): boolean {
    return this.#offered !== null;
  }

  /** Takes the selection, with a value for each target (atom). False: the server gave it to somebody else. */
  offer(values: ReadonlyMap<number, OfferedValue>): boolean {
    const { connection, id, selection } = this.#window;
    if (connection.closed || this.#store.disposed) return false;
    const { xselection } = connection.libraries;
    xselection.setOwner(connection.display, selection, id, currentTime);
    const isOwner = xselection.getOwner(connection.display, selection) === id;
    connection.settle();
    this.#offered = isOwner ? values : null;
    return isOwner;
  }

  dispose(): void {
    this.#store.dispose();
    this.#offered = null;
  }

  #answer(event: DataView): void {
    if (longAt(event, requestEvent.selection) !== this.#window.selection) return;
    const requestor = longAt(event, requestEvent.requestor);
    const target = longAt(event, requestEvent.target);
    // Programs from before 1990 name none and look under the target's.
    const property = longAt(event, requestEvent.property) || target;
    const time = longAt(event, requestEvent.time);
    const { connection } = this.#window;
    const { error } = connection.attempt(() => this.#deliver(requestor, target, property, time), true);
    // The requestor has gone: nobody reads what it would be sent.
    if (error !== null) this.#end(`${requestor} ${property}`);
  }

  #deliver(requestor: number, target: number, property: number, time: number): void {
    const isDelivered = this.#put(requestor, target, property);
    const { connection, selection } = this.#window;
    const bytes = new Uint8Array(eventBytes);
    const fields = new DataView(bytes.buffer);
    fields.setInt32(0, eventType.selectionNotify, true);
    const set = (offset: number, value: number): void => fields.setBigUint64(offset, BigInt(value), true);
    set(notifyEvent.requestor, requestor);
    set(notifyEvent.selection, selection);
    set(notifyEvent.target, target);
    set(notifyEvent.property, isDelivered ? property : predefinedAtom.none);
    set(notifyEvent.time, time);
    connection.libraries.xselection.sendEvent(connection.display, requestor, 0, 0, bytes);
  }

  /** False: there is no such value. */
  #put(requestor: number, target: number, property: number): boolean {
    const offered = this.#offered;
    if (offered === null) return false;
    const { targets, timestamp, incremental } = this.#atoms;
    if (target === targets) {
      this.#putNumbers(requestor, property, predefinedAtom.atom, [targets, timestamp, ...offered.keys()]);
      return true;
    }
    if (target === timestamp) {
      this.#putNumbers(requestor, property, predefinedAtom.integer, [this.timestamp]);
      return true;
    }
    const value = offered.get(target);
    if (value === undefined) return false;
    if (value.bytes.length <= pieceBytes) {
      this.#putBytes(requestor, property, value.type, value.bytes);
      return true;
    }
    if (this.#transfers.size >= maximumTransfers) return false;
    const { connection } = this.#window;
    connection.libraries.xselection.selectInput(connection.display, requestor, propertyChangeMask);
    this.#putNumbers(requestor, property, incremental, [value.bytes.length]);
    const key = `${requestor} ${property}`;
    this.#end(key);
    this.#transfers.set(key, { requestor, property, value, sentBytes: 0, timer: this.#endLater(key) });
    return true;
  }

  /** A requestor that has deleted a piece wants the next; an empty one is the end. */
  #continue(event: DataView): void {
    if (event.getInt32(propertyEvent.state, true) !== propertyEvent.deleted) return;
    const key = `${longAt(event, propertyEvent.window)} ${longAt(event, propertyEvent.atom)}`;
    const transfer = this.#transfers.get(key);
    if (transfer === undefined) return;
    const { requestor, property, value, sentBytes } = transfer;
    const piece = value.bytes.subarray(sentBytes, sentBytes + pieceBytes);
    transfer.sentBytes += piece.length;
    const { error } = this.#window.connection.attempt(
      () => this.#putBytes(requestor, property, value.type, piece),
      true,
    );
    transfer.timer.dispose();
    if (error !== null || piece.length === 0) this.#end(key);
    else transfer.timer = this.#endLater(key);
  }

  #endLater(key: string): Disposable {
    return this.#clock.setTimer(patienceMs, () => this.#end(key));
  }

  #end(key: string): void {
    this.#transfers.get(key)?.timer.dispose();
    this.#transfers.delete(key);
  }

  #putBytes(window: number, property: number, type: number, bytes: Uint8Array): void {
    const { display, libraries } = this.#window.connection;
    libraries.xselection.changeProperty(display, window, property, type, 8, replaceValue, bytes, bytes.length);
  }

  #putNumbers(window: number, property: number, type: number, numbers: readonly number[]): void {
    const { display, libraries } = this.#window.connection;
    const longs = BigUint64Array.from(numbers, BigInt);
    libraries.xselection.changeProperty(display, window, property, type, 32, replaceValue, longs, longs.length);
  }
}

// Movements and buttons of the real mice (XInput 2 raw events), told apart from injected ones by their device. Selected
// only while somebody listens, so that a moving mouse costs nothing otherwise.

import koffi from 'koffi';
import { type Disposable, DisposableStore, Emitter, type Event, toDisposable } from '@nearhand/base';
import type { XConnection } from './connection.ts';
import { injectionDevices } from './injection-devices.ts';
import type { Out, Pointer } from '../native/library.ts';
import { type Xinput, allMasterDevices, eventMaskStruct, rawEvent, rawEvents } from './native/xinput.ts';

const genericEvent = 35;
const cookie = { evtype: 36, data: 48 } as const;

interface Position {
  readonly x: number;
  readonly y: number;
}

export class X11LocalPointer implements Event<Position>, Disposable {
  readonly #connection: XConnection;
  readonly #xinput: Xinput;
  readonly #emitter = new Emitter<Position>();
  readonly #store = new DisposableStore();
  readonly #injectedBy: ReadonlySet<number>;
  #listeners = 0;
  #scheduled = false;

  /** null: this server cannot tell who moves the pointer. */
  static tryCreate(connection: XConnection): X11LocalPointer | null {
    const { xinput } = connection.libraries;
    if (!xinput) return null;
    const supported = connection.attempt(() => xinput.queryVersion(connection.display, [2], [2]));
    if (supported.value !== 0 || supported.error !== null) return null;
    const devices = injectionDevices(connection, xinput);
    return devices.pointers.size === 0 ? null : new X11LocalPointer(connection, xinput, devices.pointers);
  }

  constructor(connection: XConnection, xinput: Xinput, injectedBy: ReadonlySet<number>) {
    this.#connection = connection;
    this.#xinput = xinput;
    this.#injectedBy = injectedBy;
    this.#store.add(this.#emitter);
    this.#store.add(connection.handle(genericEvent, (event) => this.#consider(event)));
  }

  on(listener: (position: Position) => void): Disposable {
    const subscription = this.#emitter.on(listener);
    this.#listeners++;
    if (this.#listeners === 1) this.#select([rawEvents.motion, rawEvents.buttonPress]);
    return toDisposable(() => {
      subscription.dispose();
      this.#listeners--;
      if (this.#listeners === 0) this.#select([]);
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #select(events: readonly number[]): void {
    if (this.#connection.closed) return;
    const bits = new Uint8Array(4);
    for (const event of events) bits[event >> 3] = (bits[event >> 3] ?? 0) | (1 << (event & 7));
    const bytes: Pointer = koffi.alloc('uint8', bits.length);
    const mask: Pointer = koffi.alloc(eventMaskStruct, 1);
    koffi.encode(bytes, koffi.array('uint8', bits.length), bits);
    koffi.encode(mask, eventMaskStruct, { device: allMasterDevices, length: bits.length, mask: bytes });
    this.#xinput.selectEvents(this.#connection.display, this.#connection.root, mask, 1);
    koffi.free(mask);
    koffi.free(bytes);
    this.#connection.flush();
  }

  #consider(event: DataView): void {
    if (this.#listeners === 0) return;
    const type = event.getInt32(cookie.evtype, true);
    if (type !== rawEvents.motion && type !== rawEvents.buttonPress) return;
    const data = event.getBigUint64(cookie.data, true);
    if (data === 0n) return;
    const source = Number(koffi.decode(data, rawEvent.sourceId, 'int'));
    if (this.#injectedBy.has(source) || this.#scheduled) return;
    // A fast mouse sends a thousand a second: one position for all that are waiting.
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#tell();
    });
  }

  #tell(): void {
    if (this.#connection.closed) return;
    const { x11 } = this.#connection.libraries;
    const { display, root } = this.#connection;
    const x: Out = [0];
    const y: Out = [0];
    x11.queryPointer(display, root, [0], [0], x, y, [0], [0], [0]);
    this.#connection.settle();
    this.#emitter.emit({ x: x[0], y: y[0] });
  }
}

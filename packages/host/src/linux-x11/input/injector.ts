// Injects input messages in their order. Characters that need a key made for them may have to wait; then everything
// after them waits too.

import { type Clock, type Disposable, DisposableStore, type Event, assertNever } from '@nearhand/base';
import type { InputMessage } from '@nearhand/protocol';
import type { InputInjector } from '../../ports.ts';
import type { XConnection } from '../connection.ts';
import { injectionDevices } from '../injection-devices.ts';
import type { Out } from '../../native/library.ts';
import type { Xtst } from '../native/xtst.ts';
import { KeyPress } from './key-press.ts';
import { Keyboard } from './keyboard.ts';
import { Keymap } from './keymap.ts';
import { Pointer } from './pointer.ts';
import { SpareKeys } from './spare-keys.ts';

/** Input waiting longer than a text of this many messages is worth nothing any more. */
const maximumWaiting = 2048;
/** The keys injected here repeat when the technician's do, not by themselves: a late release types nothing. */
const neverRepeatsMs = 65_535;

export class X11Injector implements InputInjector, Disposable {
  readonly onLocalPointer: Event<{ readonly x: number; readonly y: number }> | null;
  readonly #connection: XConnection;
  readonly #clock: Clock;
  readonly #keys: KeyPress;
  readonly #keyboard: Keyboard;
  readonly #pointer: Pointer;
  readonly #spares: SpareKeys;
  readonly #store = new DisposableStore();
  #waiting: InputMessage[] = [];
  /** What is left of the text being typed. */
  #text: number[] = [];
  #timer: Disposable | null = null;
  #disposed = false;

  /** null: the server takes no injected input. */
  static tryCreate(
    connection: XConnection,
    clock: Clock,
    onLocalPointer: X11Injector['onLocalPointer'],
  ): X11Injector | null {
    const { xtst } = connection.libraries;
    if (!xtst || xtst.queryExtension(connection.display, [0], [0], [0], [0]) === 0) return null;
    const keymap = Keymap.tryCreate(connection);
    return keymap && new X11Injector({ connection, clock, xtst, keymap, onLocalPointer });
  }

  constructor(options: {
    connection: XConnection;
    clock: Clock;
    xtst: Xtst;
    keymap: Keymap;
    onLocalPointer: X11Injector['onLocalPointer'];
  }) {
    const { connection, clock, xtst, keymap } = options;
    this.onLocalPointer = options.onLocalPointer;
    this.#connection = connection;
    this.#clock = clock;
    this.#store.add(keymap);
    this.#keys = new KeyPress(connection, xtst);
    this.#pointer = new Pointer(connection, xtst);
    const spares = new SpareKeys(connection, keymap, clock);
    this.#spares = spares;
    this.#keyboard = new Keyboard({ keymap, keys: this.#keys, spares, catchUp: () => connection.drain() });
    this.#store.add(
      keymap.onChanged.on((change) => {
        if (change?.count !== 1 || !spares.owns(change.first)) spares.doubt();
      }),
    );
    // Input goes on while another program has grabbed the server.
    xtst.grabControl(connection.display, 1);
    this.#stopRepeating();
    connection.flush();
  }

  inject(message: InputMessage): void {
    if (this.#disposed || this.#connection.closed) return;
    if (message.type === 'input.releaseAll') return this.releaseAll();
    if (this.#timer) {
      if (this.#waiting.length < maximumWaiting) this.#waiting.push(message);
      else this.releaseAll();
      return;
    }
    this.#waitIfNeeded(this.#apply(message), message);
    this.#connection.flush();
  }

  releaseAll(): void {
    this.#timer?.dispose();
    this.#timer = null;
    this.#waiting = [];
    this.#text = [];
    if (this.#connection.closed) return;
    this.#pointer.releaseAll();
    this.#keys.releaseAll();
    this.#connection.flush();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.releaseAll();
    this.#disposed = true;
    this.#store.dispose();
    this.#spares.restore();
  }

  /** Returns the milliseconds after which to go on; 0 when done. */
  #apply(message: InputMessage): number {
    switch (message.type) {
      case 'pointer.move':
        this.#pointer.move(message.x, message.y);
        return 0;
      case 'pointer.button':
        this.#pointer.move(message.x, message.y);
        this.#pointer.button(message.button, message.down);
        return 0;
      case 'pointer.wheel':
        this.#pointer.move(message.x, message.y);
        this.#pointer.wheel(message.dx, message.dy);
        return 0;
      case 'key.down':
        return this.#keyboard.down(message);
      case 'key.up':
        this.#keyboard.up(message.code);
        return 0;
      case 'text.type':
        if (this.#text.length === 0) this.#text = codePointsOf(message.text);
        return this.#keyboard.typeText(this.#text);
      case 'input.releaseAll':
        this.releaseAll();
        return 0;
      default:
        return assertNever(message);
    }
  }

  #waitIfNeeded(delayMs: number, message: InputMessage): void {
    if (delayMs <= 0) return;
    this.#timer = this.#clock.setTimer(Math.ceil(delayMs), () => {
      this.#timer = null;
      this.#goOn(message);
    });
  }

  #goOn(first: InputMessage): void {
    const messages = [first, ...this.#waiting];
    this.#waiting = [];
    for (const message of messages) this.inject(message);
  }

  #stopRepeating(): void {
    const { xinput, xkb } = this.#connection.libraries;
    if (!xinput) return;
    const { display } = this.#connection;
    for (const keyboard of injectionDevices(this.#connection, xinput).keyboards) {
      const delayMs: Out = [0];
      const intervalMs: Out = [0];
      if (xkb.getAutoRepeatRate(display, keyboard, delayMs, intervalMs) === 0) continue;
      xkb.setAutoRepeatRate(display, keyboard, neverRepeatsMs, neverRepeatsMs);
      this.#store.defer(() => {
        if (!this.#connection.closed) xkb.setAutoRepeatRate(display, keyboard, delayMs[0], intervalMs[0]);
      });
    }
  }
}

function codePointsOf(text: string): number[] {
  const plain = text.replaceAll('\r\n', '\n').normalize('NFC');
  return [...plain].map((character) => character.codePointAt(0) ?? 0);
}

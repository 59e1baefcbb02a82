// What each key of the remote keyboard types now: layout, group and lock keys considered. Read from XKB, kept until the
// layout changes. Looks only; presses nothing.

import koffi from 'koffi';
import { type Disposable, DisposableStore, Emitter } from '@nearhand/base';
import type { XConnection } from '../connection.ts';
import type { Out } from '../../native/library.ts';
import { useCoreKeyboard, xkbEvent, xkbStateStruct } from '../native/xkb.ts';
import { codePointOf, keysym } from './keysyms.ts';

export const shiftMask = 1;
const lockMask = 2;
const groupShift = 13;
const mappingNotify = { type: 34, requestField: 40, firstField: 44, countField: 48, keys: 1 } as const;
const keypadKeysyms = { first: 0xff80, last: 0xffbd } as const;
/** Keycodes above the main block: found there only if nowhere else. */
const lastMainKeycode = 96;

/** Pressing this key with exactly these level modifiers held. */
export interface KeyStroke {
  readonly keycode: number;
  /** Of the masks in `levelMasks`. */
  readonly modifiers: number;
}

export interface KeyboardState {
  readonly group: number;
  /** All modifiers that count now: held, latched and locked. */
  readonly modifiers: number;
  readonly held: number;
  readonly locked: number;
}

/** Which keycodes changed; null: any. */
export type KeymapChange = { readonly first: number; readonly count: number } | null;

export class Keymap implements Disposable {
  readonly onChanged = new Emitter<KeymapChange>();
  readonly low: number;
  readonly high: number;
  readonly #connection: XConnection;
  readonly #store = new DisposableStore();
  readonly #stateBytes = new Uint8Array(new ArrayBuffer(koffi.sizeof(xkbStateStruct)));
  readonly #tables = new Map<string, ReadonlyMap<number, readonly KeyStroke[]>>();
  #level3Mask: number | null = null;

  /** null: the server has no XKB. */
  static tryCreate(connection: XConnection): Keymap | null {
    const event: Out = [0];
    const { xkb } = connection.libraries;
    if (xkb.queryExtension(connection.display, [0], event, [0], [1], [0]) === 0) return null;
    return new Keymap(connection, event[0]);
  }

  constructor(connection: XConnection, firstEvent: number) {
    this.#connection = connection;
    const { xkb } = connection.libraries;
    const low: Out = [8];
    const high: Out = [255];
    xkb.displayKeycodes(connection.display, low, high);
    [this.low, this.high] = [low[0], high[0]];
    const bits = (1 << xkbEvent.newKeyboard) | (1 << xkbEvent.map);
    xkb.selectEvents(connection.display, useCoreKeyboard, bits, bits);
    this.#store.add(this.onChanged);
    this.#store.add(connection.handle(firstEvent, (keyboardEvent) => this.#considerChange(keyboardEvent)));
    this.#store.add(
      connection.handle(mappingNotify.type, (mappingEvent, bytes) => {
        xkb.refreshCoreMapping(bytes);
        const isKeys = mappingEvent.getInt32(mappingNotify.requestField, true) === mappingNotify.keys;
        const first = mappingEvent.getInt32(mappingNotify.firstField, true);
        this.#forget(isKeys ? { first, count: mappingEvent.getInt32(mappingNotify.countField, true) } : null);
      }),
    );
    connection.flush();
  }

  /** A round trip: what was injected before counts. */
  state(): KeyboardState {
    const { display, libraries } = this.#connection;
    libraries.xkb.getState(display, useCoreKeyboard, this.#stateBytes);
    const at = (name: string): number => this.#stateBytes[koffi.offsetof(xkbStateStruct, name)] ?? 0;
    const held = at('baseMods') | at('latchedMods');
    return { group: at('group') & 3, modifiers: at('mods'), held, locked: at('lockedMods') };
  }

  /** The modifiers that choose among the characters of one key: Shift and AltGr. */
  levelMasks(): number {
    return shiftMask | this.level3Mask();
  }

  /** 0 where the layout has none. */
  level3Mask(): number {
    this.#level3Mask ??= this.maskOf(keysym.level3Shift);
    return this.#level3Mask;
  }

  maskOf(symbol: number): number {
    return this.#connection.libraries.xkb.keysymToModifiers(this.#connection.display, symbol) & 0xff;
  }

  /** The keysym as programs see it; 0 for none. */
  lookup(keycode: number, modifiers: number, group: number): number {
    const used: Out = [0];
    const symbol: Out = [0];
    const state = (modifiers & 0xff) | (group << groupShift);
    this.#connection.libraries.xkb.lookupKeysym(this.#connection.display, keycode, state, used, symbol);
    return symbol[0];
  }

  /** The code point that programs get; 0 for none. With Caps Lock they make the capital themselves. */
  character(keycode: number, modifiers: number, group: number): number {
    const used: Out = [0];
    const symbol: Out = [0];
    const state = (modifiers & 0xff) | (group << groupShift);
    this.#connection.libraries.xkb.lookupKeysym(this.#connection.display, keycode, state, used, symbol);
    if (symbol[0] >= keypadKeysyms.first && symbol[0] <= keypadKeysyms.last) return 0;
    const codePoint = codePointOf(symbol[0]);
    const capitalised = (modifiers & lockMask) !== 0 && (used[0] & lockMask) === 0;
    return capitalised && codePoint !== 0 ? upperCase(codePoint) : codePoint;
  }

  /** Every way to type the character with the given lock state, the simplest first. */
  strokesFor(codePoint: number, group: number, locked: number): readonly KeyStroke[] {
    const id = `${group},${locked}`;
    let table = this.#tables.get(id);
    if (!table) {
      table = this.#build(group, locked);
      this.#tables.set(id, table);
    }
    return table.get(codePoint) ?? [];
  }

  /** A key with this keysym on its first level; null for none. */
  keycodeWith(symbol: number, group: number): number | null {
    const { xkb } = this.#connection.libraries;
    for (let keycode = this.low; keycode <= this.high; keycode++) {
      if (xkb.keycodeToKeysym(this.#connection.display, keycode, group, 0) === symbol) return keycode;
    }
    return group === 0 ? null : this.keycodeWith(symbol, 0);
  }

  /** Keycodes that mean nothing at all. */
  unusedKeycodes(): readonly number[] {
    const { xkb } = this.#connection.libraries;
    const unused: number[] = [];
    for (let keycode = this.high; keycode >= this.low; keycode--) {
      let used = false;
      for (let slot = 0; slot < 8 && !used; slot++) {
        used = xkb.keycodeToKeysym(this.#connection.display, keycode, slot >> 1, slot & 1) !== 0;
      }
      if (!used) unused.push(keycode);
    }
    return unused;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #build(group: number, locked: number): ReadonlyMap<number, readonly KeyStroke[]> {
    const level3 = this.level3Mask();
    const combinations = level3 === 0 ? [0, shiftMask] : [0, shiftMask, level3, shiftMask | level3];
    const table = new Map<number, KeyStroke[]>();
    for (const modifiers of combinations) {
      for (let keycode = this.low; keycode <= this.high; keycode++) {
        const codePoint = this.character(keycode, modifiers | locked, group);
        if (codePoint === 0) continue;
        const strokes = table.get(codePoint) ?? [];
        strokes.push({ keycode, modifiers });
        table.set(codePoint, strokes);
      }
    }
    const isFar = (stroke: KeyStroke): number => (stroke.keycode > lastMainKeycode ? 1 : 0);
    for (const strokes of table.values()) strokes.sort((a, b) => isFar(a) - isFar(b));
    return table;
  }

  #considerChange(event: DataView): void {
    const kind = event.getInt32(xkbEvent.typeField, true);
    if (kind === xkbEvent.newKeyboard) this.#forget(null);
    if (kind !== xkbEvent.map) return;
    const keysymsOnly = (event.getUint32(xkbEvent.changedField, true) & ~xkbEvent.keyParts) === 0;
    const first = event.getUint8(xkbEvent.firstKeyField);
    const count = event.getInt32(xkbEvent.keyCountField, true);
    this.#forget(keysymsOnly && count > 0 ? { first, count } : null);
  }

  #forget(change: KeymapChange): void {
    this.#level3Mask = null;
    this.#tables.clear();
    this.onChanged.emit(change);
  }
}

function upperCase(codePoint: number): number {
  const upper = String.fromCodePoint(codePoint).toUpperCase();
  const first = upper.codePointAt(0) ?? codePoint;
  return upper.length === String.fromCodePoint(first).length ? first : codePoint;
}

// INPUT records as SendInput takes them (64 bit), gathered and sent together so that nobody's input comes in between.

import { type User32, scanCodeToVirtualKey } from '../native/user32.ts';

const recordBytes = 40;
const kinds = { mouse: 0, keyboard: 1 } as const;
const mouseField = { x: 8, y: 12, data: 16, flags: 20 } as const;
const keyField = { virtualKey: 8, scanCode: 10, flags: 12 } as const;

export const mouseFlag = {
  move: 0x0001,
  wheel: 0x0800,
  wheelSideways: 0x1000,
  wholeDesktop: 0x4000,
  absolute: 0x8000,
} as const;
const keyFlag = { extended: 1, up: 2, character: 4, scanCode: 8 } as const;

/** A key by its place (a scan code, 0xE0xx with the prefix) or by its meaning (a virtual key). */
export type Key = { readonly scanCode: number } | { readonly virtualKey: number; readonly scanCode: number };

export class InputBatch {
  readonly #user32: User32;
  readonly #records: DataView[] = [];

  constructor(user32: User32) {
    this.#user32 = user32;
  }

  mouse(flags: number, { x = 0, y = 0, data = 0 } = {}): void {
    const record = this.#add(kinds.mouse);
    record.setInt32(mouseField.x, x, true);
    record.setInt32(mouseField.y, y, true);
    record.setInt32(mouseField.data, data, true);
    record.setUint32(mouseField.flags, flags, true);
  }

  key(key: Key, down: boolean): void {
    const record = this.#add(kinds.keyboard);
    const byPlace = !('virtualKey' in key);
    const isExtended = key.scanCode >> 8 === 0xe0;
    const flags = (byPlace ? keyFlag.scanCode : 0) | (isExtended ? keyFlag.extended : 0) | (down ? 0 : keyFlag.up);
    // Windows looks at the place alone then; Wine wants to be told what it means.
    const meaning = byPlace ? this.#user32.mapVirtualKey(key.scanCode, scanCodeToVirtualKey, null) : key.virtualKey;
    record.setUint16(keyField.virtualKey, meaning, true);
    record.setUint16(keyField.scanCode, key.scanCode & 0xff, true);
    record.setUint32(keyField.flags, flags, true);
  }

  /** One UTF-16 unit; characters beyond the basic plane are two. */
  character(unit: number): void {
    for (const up of [0, keyFlag.up]) {
      const record = this.#add(kinds.keyboard);
      record.setUint16(keyField.scanCode, unit, true);
      record.setUint32(keyField.flags, keyFlag.character | up, true);
    }
  }

  /** False: Windows did not take all of it. */
  send(): boolean {
    const count = this.#records.length;
    if (count === 0) return true;
    const bytes = new Uint8Array(count * recordBytes);
    for (const [index, record] of this.#records.entries()) {
      bytes.set(new Uint8Array(record.buffer), index * recordBytes);
    }
    const taken = this.#user32.sendInput(count, bytes, recordBytes);
    this.#records.length = 0;
    return taken === count;
  }

  #add(kind: number): DataView {
    const record = new DataView(new ArrayBuffer(recordBytes));
    record.setUint32(0, kind, true);
    this.#records.push(record);
    return record;
  }
}

// Writes big-endian numbers into a buffer of fixed size; the caller knows beforehand that they fit.

import type { Bytes } from '@nearhand/base';

export class ByteWriter {
  readonly bytes: Bytes;
  at = 0;

  constructor(capacityBytes: number) {
    this.bytes = new Uint8Array(capacityBytes);
  }

  u8(value: number): void {
    this.bytes[this.at++] = value;
  }

  u16(value: number): void {
    this.u8(value >>> 8);
    this.u8(value);
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value);
  }

  /** Red, green, blue of 0xRRGGBB. */
  colour(value: number): void {
    this.u8(value >>> 16);
    this.u16(value & 0xffff);
  }

  append(part: Uint8Array): void {
    this.bytes.set(part, this.at);
    this.at += part.length;
  }

  /** A copy of what was written. */
  finish(): Bytes {
    return this.bytes.slice(0, this.at);
  }
}

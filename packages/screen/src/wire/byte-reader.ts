// Reads big-endian numbers from a peer's bytes and refuses to go past the end.

import { malformed } from './malformed.ts';

export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw malformed('truncated');
    this.at++;
    return value;
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }

  u32(): number {
    return ((this.u16() << 16) | this.u16()) >>> 0;
  }

  /** Red, green, blue as 0xRRGGBB. */
  colour(): number {
    return (this.u8() << 16) | this.u16();
  }

  /** The bytes that are left. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  expectEnd(): void {
    if (this.remaining !== 0) throw malformed('trailing bytes');
  }
}

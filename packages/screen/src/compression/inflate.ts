// Kernel: raw inflate (RFC 1951) into a buffer of known size. Our own, because it must be strict: the output is filled
// exactly, no input is left over, and the work is bounded by the two lengths.

import { HuffmanTable } from './huffman-table.ts';

const endOfBlock = 256;
const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceSymbols = 30;
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

export class Inflater {
  readonly #symbols = new HuffmanTable();
  readonly #distances = new HuffmanTable();
  readonly #lengths = new Uint8Array(320);
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  #output: Uint8Array = new Uint8Array(0);
  #written = 0;
  #dictionary: Uint8Array = new Uint8Array(0);
  /** Bits taken from the input and not used yet, lowest first. */
  #bits = 0;
  #bitCount = 0;

  /**
   * `dictionary`: what came before the output, for copies to reach into. Returns false when `input` is malformed or is not
   * the whole of `output`, which is then partly written.
   */
  inflate(input: Uint8Array, output: Uint8Array, dictionary: Uint8Array): boolean {
    this.#input = input;
    this.#output = output;
    this.#dictionary = dictionary;
    this.#at = this.#written = this.#bits = this.#bitCount = 0;
    let last = false;
    while (!last) {
      const header = this.#take(3);
      if (header < 0 || !this.#block(header >>> 1)) return false;
      last = (header & 1) === 1;
    }
    return this.#written === output.length && this.#at === input.length && this.#bitCount < 8;
  }

  #block(kind: number): boolean {
    if (kind === 0) return this.#stored();
    if (kind === 1) return this.#fixedCodes() && this.#coded();
    return kind === 2 && this.#dynamicCodes() && this.#coded();
  }

  /** The next `count` (at most 16) bits as a number, or -1 at the end of the input. */
  #take(count: number): number {
    while (this.#bitCount < count) {
      if (this.#at >= this.#input.length) return -1;
      this.#bits |= (this.#input[this.#at++] as number) << this.#bitCount;
      this.#bitCount += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return value;
  }

  #stored(): boolean {
    this.#at -= this.#bitCount >>> 3;
    this.#bits = this.#bitCount = 0;
    const length = this.#take(16);
    const complement = this.#take(16);
    if (length < 0 || complement < 0 || (length ^ complement) !== 0xffff) return false;
    const end = this.#at + length;
    if (end > this.#input.length || this.#written + length > this.#output.length) return false;
    this.#output.set(this.#input.subarray(this.#at, end), this.#written);
    this.#at = end;
    this.#written += length;
    return true;
  }

  #fixedCodes(): boolean {
    const lengths = this.#lengths
      .fill(8, 0, 144)
      .fill(9, 144, 256)
      .fill(7, 256, 280)
      .fill(8, 280, 288)
      .fill(5, 288, 320);
    return this.#symbols.build(lengths, 0, 288) && this.#distances.build(lengths, 288, 32);
  }

  #dynamicCodes(): boolean {
    const sizes = this.#take(14);
    if (sizes < 0) return false;
    const symbols = (sizes & 31) + 257;
    const distances = ((sizes >>> 5) & 31) + 1;
    const codes = (sizes >>> 10) + 4;
    if (symbols > 286 || distances > distanceSymbols) return false;
    const lengths = this.#lengths.fill(0);
    for (const place of codeLengthOrder.slice(0, codes)) {
      const length = this.#take(3);
      if (length < 0) return false;
      lengths[place] = length;
    }
    // The table of code lengths is needed only until the two others are built.
    if (!this.#distances.build(lengths, 0, 19) || this.#distances.bits === 0) return false;
    if (!this.#readLengths(lengths.fill(0), symbols + distances) || lengths[endOfBlock] === 0) return false;
    return this.#symbols.build(lengths, 0, symbols) && this.#distances.build(lengths, symbols, distances);
  }

  #readLengths(lengths: Uint8Array, count: number): boolean {
    let i = 0;
    while (i < count) {
      const symbol = this.#symbol(this.#distances);
      if (symbol < 0) return false;
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) return false;
      const repeated = symbol === 16 ? (lengths[i - 1] as number) : 0;
      const more = symbol === 16 ? this.#take(2) : symbol === 17 ? this.#take(3) : this.#take(7);
      const end = i + more + (symbol === 18 ? 11 : 3);
      if (more < 0 || end > count) return false;
      lengths.fill(repeated, i, end);
      i = end;
    }
    return true;
  }

  /** The next symbol, or -1. */
  #symbol(table: HuffmanTable): number {
    while (this.#bitCount < table.bits && this.#at < this.#input.length) {
      this.#bits |= (this.#input[this.#at++] as number) << this.#bitCount;
      this.#bitCount += 8;
    }
    const entry = table.entries[this.#bits & ((1 << table.bits) - 1)] as number;
    const length = entry & 15;
    if (length === 0 || length > this.#bitCount) return -1;
    this.#bits >>>= length;
    this.#bitCount -= length;
    return entry >>> 4;
  }

  #coded(): boolean {
    const output = this.#output;
    for (;;) {
      const symbol = this.#symbol(this.#symbols);
      if (symbol < endOfBlock) {
        if (symbol < 0 || this.#written >= output.length) return false;
        output[this.#written++] = symbol;
        continue;
      }
      if (symbol === endOfBlock) return true;
      const kind = symbol - 257;
      if (kind >= lengthBase.length || !this.#copy(kind)) return false;
    }
  }

  /** Repeats output from before: `kind` is the length symbol less 257; the distance follows. */
  #copy(kind: number): boolean {
    const more = this.#take(lengthExtra[kind] as number);
    const symbol = this.#symbol(this.#distances);
    if (more < 0 || symbol < 0 || symbol >= distanceSymbols) return false;
    const extraBits = symbol < 4 ? 0 : (symbol >>> 1) - 1;
    const extra = this.#take(extraBits);
    if (extra < 0) return false;
    const distance = symbol < 4 ? symbol + 1 : ((2 | (symbol & 1)) << extraBits) + extra + 1;
    const output = this.#output;
    const dictionary = this.#dictionary;
    let at = this.#written;
    const end = at + (lengthBase[kind] as number) + more;
    if (distance > at + dictionary.length || end > output.length) return false;
    for (; at < end && at < distance; at++) output[at] = dictionary[dictionary.length + at - distance] as number;
    for (; at < end; at++) output[at] = output[at - distance] as number;
    this.#written = end;
    return true;
  }
}

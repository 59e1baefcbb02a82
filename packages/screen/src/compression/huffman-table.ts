// Kernel: a canonical Huffman code (RFC 1951, section 3.2.2) as one table, looked up with as many bits as its longest code.

const maxBits = 15;

export class HuffmanTable {
  /** By the next `bits` bits of input: symbol * 16 + length of its code; 0 where there is no code. */
  readonly entries = new Uint16Array(1 << maxBits);
  bits = 0;
  readonly #counts = new Uint16Array(maxBits + 1);
  readonly #next = new Uint16Array(maxBits + 1);

  /**
   * `lengths` from `from` on: the code length of each symbol, at most 15, 0 for unused. Returns false when they are no
   * prefix code. An incomplete one is accepted only when its longest code has a single bit, as in zlib.
   */
  build(lengths: Uint8Array, from: number, symbols: number): boolean {
    const counts = this.#counts.fill(0);
    for (let i = from; i < from + symbols; i++) {
      const length = lengths[i] as number;
      counts[length] = (counts[length] as number) + 1;
    }
    counts[0] = 0;
    let free = 1;
    let code = 0;
    this.bits = 0;
    for (let length = 1; length <= maxBits; length++) {
      const count = counts[length] as number;
      free = free * 2 - count;
      if (free < 0) return false;
      code = (code + (counts[length - 1] as number)) << 1;
      this.#next[length] = code;
      if (count > 0) this.bits = length;
    }
    if (free > 0 && this.bits > 1) return false;
    this.#fill(lengths, from, symbols);
    return true;
  }

  #fill(lengths: Uint8Array, from: number, symbols: number): void {
    const { entries, bits } = this;
    const next = this.#next;
    const size = 1 << bits;
    entries.fill(0, 0, size);
    for (let symbol = 0; symbol < symbols; symbol++) {
      const length = lengths[from + symbol] as number;
      if (length === 0) continue;
      const code = next[length] as number;
      next[length] = code + 1;
      let reversed = 0;
      for (let bit = 0; bit < length; bit++) reversed |= ((code >>> bit) & 1) << (length - 1 - bit);
      const entry = (symbol << 4) | length;
      for (let at = reversed; at < size; at += 1 << length) entries[at] = entry;
    }
  }
}

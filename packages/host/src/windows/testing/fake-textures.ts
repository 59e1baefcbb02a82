// Textures of the fake graphics driver: drawings of frames, and copies that can be read while they are mapped. Rows in
// memory are longer than they need to be, as with real drivers. Throws at what would end a program.

import type { Pointer } from '../../native/library.ts';
import { result } from '../native/graphics-interfaces.ts';

const bgra = 87;
const pixelBytes = 4;
const gapBytes = 20;
const mappedAt = 0x7000_0000n;

export interface FakeTexture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly format: number;
  readonly pixels: Uint32Array;
}

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

export class FakeTextures {
  readonly drawing: Size;
  /** What `map` gives instead of the right length of a row. */
  rowBytes: number | null = null;
  #mapped: Uint8Array | null = null;

  constructor(drawing: Size) {
    this.drawing = drawing;
  }

  get isMapped(): boolean {
    return this.#mapped !== null;
  }

  ofFrame(pixels: Uint32Array, format: number = bgra): FakeTexture {
    const { widthPx } = this.drawing;
    return { widthPx, heightPx: pixels.length / widthPx, format, pixels };
  }

  create([
    widthPx = 0,
    heightPx = 0,
    mips,
    layers,
    format = 0,
    samples,
    ,
    usage,
    binding,
    access,
  ]: Uint32Array): FakeTexture {
    const isReadable = usage === 3 && binding === 0 && access === 0x2_0000;
    if (!isReadable || mips !== 1 || layers !== 1 || samples !== 1) throw new Error('not a texture to be read');
    return { widthPx, heightPx, format, pixels: new Uint32Array(widthPx * heightPx).fill(0xdead_beef) };
  }

  copy(from: FakeTexture, to: FakeTexture, at: { readonly x: number; readonly y: number }, area: Uint32Array): void {
    const [left = 0, top = 0, front, right = 0, bottom = 0, back] = area;
    const isInside = right <= from.widthPx && bottom <= from.heightPx && left < right && top < bottom;
    const fits = at.x + right - left <= to.widthPx && at.y + bottom - top <= to.heightPx;
    if (!isInside || !fits || front !== 0 || back !== 1 || this.isMapped) throw new Error('no such area');
    for (let y = top; y < bottom; y++) {
      const row = from.pixels.subarray(y * from.widthPx + left, y * from.widthPx + right);
      to.pixels.set(row, (at.y + y - top) * to.widthPx + at.x);
    }
  }

  map({ widthPx, heightPx, pixels }: FakeTexture, record: Uint8Array): number {
    if (this.isMapped) throw new Error('mapped twice');
    const rowBytes = widthPx * pixelBytes + gapBytes;
    const memory = new Uint8Array(rowBytes * heightPx).fill(0xaa);
    const bytes = new Uint8Array(pixels.buffer);
    for (let y = 0; y < heightPx; y++) {
      memory.set(bytes.subarray(y * widthPx * pixelBytes, (y + 1) * widthPx * pixelBytes), y * rowBytes);
    }
    this.#mapped = memory;
    const fields = new DataView(record.buffer);
    fields.setBigUint64(0, mappedAt, true);
    fields.setUint32(8, this.rowBytes ?? rowBytes, true);
    return result.ok;
  }

  unmap(): number {
    if (this.#mapped === null) throw new Error('not mapped');
    this.#mapped = null;
    return result.ok;
  }

  read(into: Uint8Array, from: Pointer): void {
    const start = Number(from - mappedAt);
    if (this.#mapped === null || start < 0 || start + into.length > this.#mapped.length)
      throw new Error('no such memory');
    into.set(this.#mapped.subarray(start, start + into.length));
  }
}

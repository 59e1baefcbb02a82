// Reads the one kind of PNG that is taken for pictures and writes it anew from its pixels, so that nothing else that a
// file may carry (another format behind it, texts, places) reaches anybody. Not a PNG library: W3C PNG, 8 bits a channel,
// with or without alpha, not interlaced.

import { promisify } from 'node:util';
import { crc32, deflate, inflate } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes of a pixel by PNG's colour type: RGB, RGBA. */
const bytesPerPixel: Readonly<Record<number, number>> = { 2: 3, 6: 4 };
const paper = 255;

class NotThisKind extends Error {}

/** Three bytes a pixel, alpha laid on white; null where it is not such a PNG of `sizePx` by `sizePx`. */
export async function readPng(file: Buffer, sizePx: number): Promise<Buffer | null> {
  try {
    const { bytes, data } = readChunks(file, sizePx);
    const length = sizePx * (1 + sizePx * bytes);
    const rows = await promisify(inflate)(data, { maxOutputLength: length });
    if (rows.length !== length) return null;
    return flatten(unfilter(rows, sizePx, bytes), bytes);
  } catch (error) {
    if (error instanceof NotThisKind || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}

function readChunks(file: Buffer, sizePx: number): { bytes: number; data: Buffer } {
  need(file.subarray(0, 8).equals(signature));
  let bytes: number | undefined;
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    need(end <= file.length);
    const type = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    need(crc32(file.subarray(at + 4, at + 8 + length)) === file.readUInt32BE(end - 4));
    need((type === 'IHDR') === (at === 8));
    if (type === 'IHDR') bytes = readHeader(body, sizePx);
    else if (type === 'IDAT') data.push(body);
    // What ends the file: nothing may stand behind it.
    else if (type === 'IEND') {
      need(end === file.length && bytes !== undefined);
      return { bytes: bytes ?? 0, data: Buffer.concat(data) };
    }
    // Others are left out; those that say how the picture is to be read (upper case) must not be.
    else need(/^[a-z]/.test(type));
    at = end;
  }
  throw new NotThisKind();
}

/** Bytes of a pixel. */
function readHeader(body: Buffer, sizePx: number): number | undefined {
  need(body.length === 13 && body.readUInt32BE(0) === sizePx && body.readUInt32BE(4) === sizePx);
  const [depth, colour, compression, filter, interlace] = body.subarray(8);
  need(depth === 8 && compression === 0 && filter === 0 && interlace === 0);
  const bytes = bytesPerPixel[colour ?? 0];
  need(bytes !== undefined);
  return bytes;
}

function need(isTrue: boolean): void {
  if (!isTrue) throw new NotThisKind();
}

/** Undoes the five filters of PNG, row by row. */
function unfilter(rows: Buffer, sizePx: number, bytes: number): Buffer {
  const width = sizePx * bytes;
  const pixels = Buffer.alloc(sizePx * width);
  for (let y = 0; y < sizePx; y++) {
    const kind = rows[y * (width + 1)] ?? 0;
    need(kind <= 4);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = x < bytes ? 0 : (pixels[at - bytes] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - width] ?? 0);
      const upLeft = x < bytes || y === 0 ? 0 : (pixels[at - width - bytes] ?? 0);
      pixels[at] = (rows[y * (width + 1) + 1 + x] ?? 0) + guess(kind, left, up, upLeft);
    }
  }
  return pixels;
}

function guess(kind: number, left: number, up: number, upLeft: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  return kind === 4 ? paeth(left, up, upLeft) : 0;
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const distances = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)] as const;
  if (distances[0] <= distances[1] && distances[0] <= distances[2]) return left;
  return distances[1] <= distances[2] ? up : upLeft;
}

function flatten(pixels: Buffer, bytes: number): Buffer {
  if (bytes === 3) return pixels;
  const flat = Buffer.alloc((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    const alpha = pixels[from + 3] ?? paper;
    for (let channel = 0; channel < 3; channel++) {
      flat[to + channel] = Math.round(((pixels[from + channel] ?? 0) * alpha + paper * (255 - alpha)) / 255);
    }
  }
  return flat;
}

/** `pixels`: three bytes each. */
export async function writePng(pixels: Buffer, sizePx: number): Promise<Buffer> {
  const width = sizePx * 3;
  const rows = Buffer.alloc(sizePx * (width + 1));
  for (let y = 0; y < sizePx; y++) {
    rows[y * (width + 1)] = 4;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = x < 3 ? 0 : (pixels[at - 3] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - width] ?? 0);
      const upLeft = x < 3 || y === 0 ? 0 : (pixels[at - width - 3] ?? 0);
      rows[y * (width + 1) + 1 + x] = (pixels[at] ?? 0) - paeth(left, up, upLeft);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = await promisify(deflate)(rows, { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

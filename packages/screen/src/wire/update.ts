// The header of an update and the codes of its operations. How tiles are coded is in tiles/. Compressed operations are raw
// deflate (RFC 1951); its dictionary is the last 32 KiB of operations since and with the last full update.
//
//   u8 version, u8 kind, u8 flags, u32 number, u16 width, u16 height, [u32 length, if compressed], operations
//   operation: u8 code (128 added: a part of a tile), u8 tile column, u8 tile row,
//              [u8 x, u8 y, u8 width - 1, u8 height - 1 inside the tile, if a part], payload

import { maxAreaPx, maxMessageBytes, maxSidePx } from './limits.ts';
import { malformed } from './malformed.ts';
import { messageHeaderBytes, messageKind, writeMessageHeader } from './message.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

export const operation = {
  /** u24 colour. */
  solid: 1,
  /** Tokens with the colour table, see tiles/indexed.ts. */
  indexed: 2,
  /** Tokens with differences from a prediction, see tiles/natural.ts. */
  natural: 3,
  /** Reserved: a rectangle of the previous picture, moved. */
  copy: 16,
  /** Reserved: a region coded as video. */
  video: 32,
} as const;

/** Added to an operation's code when only a rectangle inside the tile follows. */
export const partOfTile = 128;

const fullFlag = 1;
const completeFlag = 2;
const compressedFlag = 4;

export interface UpdateHeader {
  /** Rises by one with each update, modulo 2^32. */
  readonly number: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Starts anew: what was there before is forgotten, and this number is the first. */
  readonly full: boolean;
  /** When this update was coded nothing else waited to be sent. */
  readonly complete: boolean;
  /** Length of the operations once decompressed; null: they are stored as they are. */
  readonly inflatedBytes: number | null;
}

export const updateHeaderBytes = messageHeaderBytes + 9;

export function writeUpdateHeader(writer: ByteWriter, header: UpdateHeader): void {
  writeMessageHeader(writer, messageKind.update);
  writer.u8(
    (header.full ? fullFlag : 0) |
      (header.complete ? completeFlag : 0) |
      (header.inflatedBytes === null ? 0 : compressedFlag),
  );
  writer.u32(header.number);
  writer.u16(header.widthPx);
  writer.u16(header.heightPx);
  if (header.inflatedBytes !== null) writer.u32(header.inflatedBytes);
}

/** The message header has been read. Throws `screen_malformed`. */
export function readUpdateHeader(reader: ByteReader): UpdateHeader {
  const flags = reader.u8();
  if (flags & ~(fullFlag | completeFlag | compressedFlag)) throw malformed('unknown flags');
  const number = reader.u32();
  const widthPx = reader.u16();
  const heightPx = reader.u16();
  if (widthPx < 1 || heightPx < 1 || widthPx > maxSidePx || heightPx > maxSidePx) throw malformed('size');
  if (widthPx * heightPx > maxAreaPx) throw malformed('size');
  const inflatedBytes = flags & compressedFlag ? reader.u32() : null;
  if (inflatedBytes !== null && inflatedBytes > maxMessageBytes) throw malformed('too long');
  return {
    number,
    widthPx,
    heightPx,
    full: (flags & fullFlag) !== 0,
    complete: (flags & completeFlag) !== 0,
    inflatedBytes,
  };
}

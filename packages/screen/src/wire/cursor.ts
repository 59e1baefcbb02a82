// The message with the pointer's shape.
//
//   u8 version, u8 kind, u8 action
//   hidden: nothing more
//   define: u32 id, u8 width - 1, u8 height - 1, u8 hotspot x, u8 hotspot y, u8 compressed, RGBA
//   use:    u32 id

import type { Bytes } from '@nearhand/base';
import type { CursorShape } from '@nearhand/protocol';
import { compress } from '../compression/compress.ts';
import { decompress } from '../compression/decompress.ts';
import { Inflater } from '../compression/inflate.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { maxMessageBytes } from './limits.ts';
import { malformed } from './malformed.ts';
import { messageKind, readMessageHeader, writeMessageHeader } from './message.ts';

const action = { hidden: 0, define: 1, use: 2 } as const;
const headerBytes = 12;
const noDictionary = new Uint8Array(0);

export type CursorMessage =
  | { readonly kind: 'hidden' }
  /** Shows this shape and remembers it. */
  | { readonly kind: 'define'; readonly id: number; readonly shape: CursorShape }
  /** Shows a shape that was defined before. */
  | { readonly kind: 'use'; readonly id: number };

/** Shapes are at most 256 pixels wide and high. */
export function encodeCursorMessage(message: CursorMessage): Bytes {
  if (message.kind !== 'define') {
    const writer = new ByteWriter(headerBytes);
    writeMessageHeader(writer, messageKind.cursor);
    writer.u8(action[message.kind]);
    if (message.kind === 'use') writer.u32(message.id);
    return writer.finish();
  }
  const { id, shape } = message;
  const compressed = compress(shape.rgba, noDictionary, false);
  const body = compressed ?? shape.rgba;
  const writer = new ByteWriter(headerBytes + body.length);
  writeMessageHeader(writer, messageKind.cursor);
  writer.u8(action.define);
  writer.u32(id);
  writer.u8(shape.widthPx - 1);
  writer.u8(shape.heightPx - 1);
  writer.u8(shape.hotspotX);
  writer.u8(shape.hotspotY);
  writer.u8(compressed ? 1 : 0);
  writer.append(body);
  return writer.finish();
}

/** Throws AppError `screen_malformed`. */
export function decodeCursorMessage(bytes: Uint8Array): CursorMessage {
  if (bytes.length > maxMessageBytes) throw malformed('too long');
  const reader = new ByteReader(bytes);
  if (readMessageHeader(reader) !== messageKind.cursor) throw malformed('not a cursor message');
  const message = readBody(reader);
  reader.expectEnd();
  return message;
}

function readBody(reader: ByteReader): CursorMessage {
  switch (reader.u8()) {
    case action.hidden:
      return { kind: 'hidden' };
    case action.use:
      return { kind: 'use', id: reader.u32() };
    case action.define:
      return { kind: 'define', id: reader.u32(), shape: readShape(reader) };
    default:
      throw malformed('unknown cursor action');
  }
}

function readShape(reader: ByteReader): CursorShape {
  const widthPx = reader.u8() + 1;
  const heightPx = reader.u8() + 1;
  const hotspotX = reader.u8();
  const hotspotY = reader.u8();
  if (hotspotX >= widthPx || hotspotY >= heightPx) throw malformed('hotspot outside');
  const compressed = reader.u8();
  if (compressed > 1) throw malformed('unknown flags');
  const length = widthPx * heightPx * 4;
  const rgba = compressed ? decompress(reader.rest(), length, noDictionary, new Inflater()) : reader.rest().slice();
  if (rgba.length !== length) throw malformed('cursor length');
  reader.at = reader.bytes.length;
  return { widthPx, heightPx, hotspotX, hotspotY, rgba };
}

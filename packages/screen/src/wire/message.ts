// The first two bytes of everything on the screen channel: version and kind.

import { wireVersion } from './limits.ts';
import { malformed } from './malformed.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

export const messageKind = {
  /** Sender to receiver: a part of the picture. */
  update: 1,
  /** Sender to receiver: the pointer's shape. */
  cursor: 2,
  /** Receiver to sender: an update has been drawn. */
  acknowledgement: 16,
  /** Receiver to sender: send the whole picture again. */
  refresh: 17,
} as const;

export const messageHeaderBytes = 2;

export function writeMessageHeader(writer: ByteWriter, kind: number): void {
  writer.u8(wireVersion);
  writer.u8(kind);
}

/** Returns the kind. Throws `screen_malformed` on another version. */
export function readMessageHeader(reader: ByteReader): number {
  if (reader.u8() !== wireVersion) throw malformed('unknown version');
  return reader.u8();
}

// What the receiver tells the sender: an update has been drawn, or the whole picture is needed again.

import { type Bytes, assertNever } from '@nearhand/base';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { malformed } from './malformed.ts';
import { messageKind, readMessageHeader, writeMessageHeader } from './message.ts';

export type ScreenFeedback =
  /** Everything up to this update has been drawn. */
  { readonly kind: 'acknowledgement'; readonly number: number } | { readonly kind: 'refresh' };

export function encodeFeedback(feedback: ScreenFeedback): Bytes {
  const writer = new ByteWriter(6);
  switch (feedback.kind) {
    case 'acknowledgement':
      writeMessageHeader(writer, messageKind.acknowledgement);
      writer.u32(feedback.number);
      break;
    case 'refresh':
      writeMessageHeader(writer, messageKind.refresh);
      break;
    default:
      assertNever(feedback);
  }
  return writer.finish();
}

/** Throws AppError `screen_malformed`. */
export function decodeFeedback(bytes: Uint8Array): ScreenFeedback {
  const reader = new ByteReader(bytes);
  const kind = readMessageHeader(reader);
  const feedback = readBody(reader, kind);
  reader.expectEnd();
  return feedback;
}

function readBody(reader: ByteReader, kind: number): ScreenFeedback {
  if (kind === messageKind.acknowledgement) return { kind: 'acknowledgement', number: reader.u32() };
  if (kind === messageKind.refresh) return { kind: 'refresh' };
  throw malformed('unknown kind');
}

// Records: the header of a sealed frame, and the items inside. Integers are big-endian. An item is one byte of type,
// four bytes of length, and its body; types this version does not know are ignored.

import { type Bytes, concatBytes, utf8 } from '@nearhand/base';
import { type EndReason, endReasonSchema } from './control.ts';
import { frameKinds } from './handshake.ts';

/** Kind, epoch (4), counter (8). */
export const recordHeaderBytes = 13;
/** AES-GCM's tag, at the end. */
export const recordTagBytes = 16;

export interface RecordHeader {
  readonly epoch: number;
  readonly counter: number;
}

export function writeRecordHeader(header: RecordHeader): Bytes {
  const bytes = new Uint8Array(recordHeaderBytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frameKinds.record);
  view.setUint32(1, header.epoch);
  view.setBigUint64(5, BigInt(header.counter));
  return bytes;
}

/** Null when the frame is too short, of another kind, or counts further than integers are exact. */
export function readRecordHeader(frame: Uint8Array): RecordHeader | null {
  if (frame.length < recordHeaderBytes + recordTagBytes || frame[0] !== frameKinds.record) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const counter = readSafe(view, 5);
  return counter === null ? null : { epoch: view.getUint32(1), counter };
}

/** How far a channel's bytes have come at the receiving end, counted from the link's start. */
export interface ChannelPosition {
  /** The channel's number. */
  readonly channel: number;
  /** Bytes received: need not be kept by the sender. */
  readonly receivedBytes: number;
  /** The sender may go up to here. */
  readonly limitBytes: number;
}

export type RecordItem =
  /** The next bytes of a channel; messages in them are each preceded by four bytes of length. */
  | { readonly type: 'data'; readonly channel: number; readonly bytes: Bytes }
  | { readonly type: 'position'; readonly position: ChannelPosition }
  /** First in the first record of every path: the sender's positions. */
  | { readonly type: 'attach'; readonly positions: readonly ChannelPosition[] }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'pong'; readonly id: number }
  | { readonly type: 'end'; readonly reason: EndReason };

const itemTypes = { data: 1, position: 2, attach: 3, ping: 4, pong: 5, end: 6 } as const;
/** Type and length. */
export const itemHeaderBytes = 5;
const positionBytes = 17;

function readSafe(view: DataView<ArrayBufferLike>, at: number): number | null {
  const value = view.getBigUint64(at);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(value);
}

function positionBody({ channel, receivedBytes, limitBytes }: ChannelPosition): Bytes {
  const bytes = new Uint8Array(positionBytes);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, channel);
  view.setBigUint64(1, BigInt(receivedBytes));
  view.setBigUint64(9, BigInt(limitBytes));
  return bytes;
}

function idBody(id: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, id);
  return bytes;
}

function bodyParts(item: RecordItem): readonly Uint8Array[] {
  switch (item.type) {
    case 'data':
      return [Uint8Array.of(item.channel), item.bytes];
    case 'position':
      return [positionBody(item.position)];
    case 'attach':
      return item.positions.map(positionBody);
    case 'ping':
    case 'pong':
      return [idBody(item.id)];
    case 'end':
      return [utf8.encode(item.reason)];
  }
}

/** The plain text of a record. */
export function encodeRecordItems(items: readonly RecordItem[]): Bytes {
  const parts: Uint8Array[] = [];
  for (const item of items) {
    const body = bodyParts(item);
    const header = new Uint8Array(itemHeaderBytes);
    const view = new DataView(header.buffer);
    view.setUint8(0, itemTypes[item.type]);
    view.setUint32(
      1,
      body.reduce((sum, part) => sum + part.length, 0),
    );
    parts.push(header, ...body);
  }
  return concatBytes(...parts);
}

function readPosition(view: DataView<ArrayBuffer>, at: number): ChannelPosition | null {
  const receivedBytes = readSafe(view, at + 1);
  const limitBytes = readSafe(view, at + 9);
  if (receivedBytes === null || limitBytes === null || limitBytes < receivedBytes) return null;
  return { channel: view.getUint8(at), receivedBytes, limitBytes };
}

function readPositions(view: DataView<ArrayBuffer>): ChannelPosition[] | null {
  if (view.byteLength % positionBytes !== 0) return null;
  const positions: ChannelPosition[] = [];
  for (let at = 0; at < view.byteLength; at += positionBytes) {
    const position = readPosition(view, at);
    if (!position) return null;
    positions.push(position);
  }
  return positions;
}

function readEnd(body: Bytes): RecordItem | null {
  if (body.length > 64) return null;
  const reason = endReasonSchema.safeParse(new TextDecoder().decode(body));
  return reason.success ? { type: 'end', reason: reason.data } : null;
}

/** Null: malformed. 'unknown': a type of a newer peer. */
function readItem(type: number, body: Bytes): RecordItem | 'unknown' | null {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  switch (type) {
    case itemTypes.data:
      return body.length > 1 ? { type: 'data', channel: view.getUint8(0), bytes: body.subarray(1) } : null;
    case itemTypes.position: {
      const position = body.length === positionBytes ? readPosition(view, 0) : null;
      return position && { type: 'position', position };
    }
    case itemTypes.attach: {
      const positions = readPositions(view);
      return positions && { type: 'attach', positions };
    }
    case itemTypes.ping:
      return body.length === 4 ? { type: 'ping', id: view.getUint32(0) } : null;
    case itemTypes.pong:
      return body.length === 4 ? { type: 'pong', id: view.getUint32(0) } : null;
    case itemTypes.end:
      return readEnd(body);
    default:
      return 'unknown';
  }
}

export interface DecodedRecord {
  readonly items: readonly RecordItem[];
  /** Items of unknown types, left out. */
  readonly unknownItems: number;
}

/** Reads the plain text of a record; null when malformed. The items' bytes are views into it. */
export function decodeRecordItems(plain: Bytes): DecodedRecord | null {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const items: RecordItem[] = [];
  let unknownItems = 0;
  let at = 0;
  while (at < plain.length) {
    if (plain.length - at < itemHeaderBytes) return null;
    const length = view.getUint32(at + 1);
    const start = at + itemHeaderBytes;
    if (length > plain.length - start) return null;
    const item = readItem(view.getUint8(at), plain.subarray(start, start + length));
    if (item === null) return null;
    if (item === 'unknown') unknownItems++;
    else items.push(item);
    at = start + length;
  }
  return { items, unknownItems };
}

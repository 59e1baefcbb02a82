// What a frame of desktop duplication says that changed, as Windows writes it. Pure.

import type { Rect } from '@nearhand/protocol';
import { moveRecord, rectRecord } from '../../native/graphics-records.ts';

/** From RECTs. */
export function paintedAreas(bytes: Uint8Array): readonly Rect[] {
  const fields = fieldsOf(bytes);
  return starts(bytes, rectRecord.bytes).map((start) => rectAt(fields, start));
}

/** From DXGI_OUTDUPL_MOVE_RECTs: where something went, and where it was. What was not moved at all is left out. */
export function movedAreas(bytes: Uint8Array): readonly Rect[] {
  const fields = fieldsOf(bytes);
  return starts(bytes, moveRecord.bytes).flatMap((start) => {
    const to = rectAt(fields, start + moveRecord.to);
    const [x, y] = [fields.getInt32(start + moveRecord.from, true), fields.getInt32(start + moveRecord.from + 4, true)];
    return x === to.x && y === to.y ? [] : [to, { ...to, x, y }];
  });
}

/** Of whole records. */
function starts(bytes: Uint8Array, size: number): number[] {
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => index * size);
}

/** A RECT. */
export function rectAt(fields: DataView, start: number): Rect {
  const [left, top] = [fields.getInt32(start, true), fields.getInt32(start + 4, true)];
  const [right, bottom] = [fields.getInt32(start + 8, true), fields.getInt32(start + 12, true)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function fieldsOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

// Where the monitors are, and what windows may cover of them: all but the taskbar and its like.

import type { Rect } from '@nearhand/protocol';
import type { Pointer } from '../../native/library.ts';
import { monitorInfo } from '../../windows/native/user32.ts';
import { nearestMonitor, workArea, type Windowing } from './native/windowing.ts';

export interface Monitor {
  readonly bounds: Rect;
  readonly workArea: Rect;
  readonly isPrimary: boolean;
}

export function readMonitors(windowing: Windowing): readonly Monitor[] {
  const found: Monitor[] = [];
  windowing.enumDisplayMonitors((monitor) => {
    const one = readMonitor(windowing, monitor);
    if (one !== null) found.push(one);
  });
  return found;
}

/** Of the monitor that a window is on; null: it has gone this moment. */
export function workAreaAt(windowing: Windowing, window: Pointer): Rect | null {
  return readMonitor(windowing, windowing.monitorFromWindow(window, nearestMonitor))?.workArea ?? null;
}

function readMonitor(windowing: Windowing, monitor: Pointer): Monitor | null {
  const info = new Uint8Array(monitorInfo.bytes);
  const fields = new DataView(info.buffer);
  fields.setUint32(0, monitorInfo.bytes, true);
  if (windowing.getMonitorInfo(monitor, info) === 0) return null;
  const rectangle = (offsets: readonly number[]): Rect => {
    const [x = 0, y = 0, right = 0, bottom = 0] = offsets.map((offset) => fields.getInt32(offset, true));
    return { x, y, width: right - x, height: bottom - y };
  };
  const { left, top, right, bottom, flags, isPrimary } = monitorInfo;
  return {
    bounds: rectangle([left, top, right, bottom]),
    workArea: rectangle(workArea),
    isPrimary: (fields.getUint32(flags, true) & isPrimary) !== 0,
  };
}

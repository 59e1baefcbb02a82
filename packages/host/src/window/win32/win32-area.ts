// What windows may cover of the monitor that a window is on: all but the taskbar and its like.

import type { Rect } from '@nearhand/protocol';
import type { Pointer } from '../../native/library.ts';
import { monitorInfo } from '../../windows/native/user32.ts';
import { nearestMonitor, workArea, type Windowing } from './native/windowing.ts';

export function workAreaAt(windowing: Windowing, window: Pointer): Rect {
  const info = new Uint8Array(monitorInfo.bytes);
  const fields = new DataView(info.buffer);
  fields.setUint32(0, monitorInfo.bytes, true);
  windowing.getMonitorInfo(windowing.monitorFromWindow(window, nearestMonitor), info);
  const [left = 0, top = 0, right = 0, bottom = 0] = workArea.map((offset) => fields.getInt32(offset, true));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

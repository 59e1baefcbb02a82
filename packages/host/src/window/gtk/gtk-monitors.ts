// Where the monitors are, in GTK's own units.

import type { Rect } from '@nearhand/protocol';
import type { Pointer } from '../../native/library.ts';
import type { Gdk } from './native/gdk.ts';
import type { Toolkit } from './native/toolkit.ts';

export function monitorsOf({ gdk }: Toolkit): readonly Rect[] {
  const display = gdk.defaultDisplay();
  if (display === null) return [];
  return Array.from({ length: gdk.monitorCount(display) }, (_, index) => gdk.monitor(display, index)).flatMap(
    (monitor) => (monitor === null ? [] : [rectangle(gdk.geometry, monitor)]),
  );
}

/** Without panels. */
export function primaryWorkArea({ gdk }: Toolkit): Rect {
  const display = gdk.defaultDisplay();
  return workAreaOf(gdk, display && (gdk.primaryMonitor(display) ?? gdk.monitor(display, 0)));
}

/** Of the monitor that this place is on, or is nearest to. */
export function workAreaAt({ gdk }: Toolkit, x: number, y: number): Rect {
  const display = gdk.defaultDisplay();
  return workAreaOf(gdk, display && gdk.monitorAt(display, x, y));
}

function workAreaOf(gdk: Gdk, monitor: Pointer | null): Rect {
  return monitor === null ? { x: 0, y: 0, width: 800, height: 600 } : rectangle(gdk.workArea, monitor);
}

function rectangle(read: Gdk['geometry'], monitor: Pointer): Rect {
  const values = new Int32Array(4);
  read(monitor, values);
  const [x = 0, y = 0, width = 0, height = 0] = values;
  return { x, y, width, height };
}

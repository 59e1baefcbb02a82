// Marks a window as one of a Nearhand program, for every agent on the same display (see linux-x11/windows.ts).

import { nearhandProperty } from '../../linux-x11/nearhand-property.ts';
import type { Pointer } from '../../native/library.ts';
import { replaceProperty } from './native/gdk.ts';
import type { Toolkit } from './native/toolkit.ts';

/** The window must be realised. */
export function markAsNearhand({ gtk, gdk }: Toolkit, widget: Pointer): void {
  const window = gtk.gdkWindow(widget);
  if (window === null) return;
  const property = gdk.atom(nearhandProperty, 0);
  gdk.changeProperty(window, property, gdk.atom('CARDINAL', 0), 32, replaceProperty, BigUint64Array.of(1n), 1);
}

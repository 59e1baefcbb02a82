// A thing on the demo computer that is drawn and reacts. What a reaction returns are the areas to draw anew.

import type { Rect } from '@nearhand/protocol';
import type { CursorName } from './cursors.ts';
import type { Painter } from './theme.ts';

export interface KeyStroke {
  /** KeyboardEvent.key. */
  readonly key: string;
}

export interface Widget {
  /** Where it is drawn, shadow included. */
  readonly area: Rect;
  /** Over which part the pointer is on it. */
  readonly body: Rect;
  readonly cursor: CursorName;
  paint(painter: Painter): void;
  press?(x: number, y: number): readonly Rect[];
  /** While the left button is down after a press on this widget. */
  drag?(x: number, y: number): readonly Rect[];
  release?(x: number, y: number): readonly Rect[];
  scroll?(notches: number): readonly Rect[];
}

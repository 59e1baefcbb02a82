// What every element's drawing needs and gives.

import type { WindowElement, WindowEvent } from '../content.ts';
import type { Pointer } from '../../native/library.ts';
import type { SignalGroup } from './gtk-signals.ts';
import { alignStart, wrapWordChar } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

export interface Drawing {
  readonly toolkit: Toolkit;
  readonly signals: SignalGroup;
  readonly emit: (event: WindowEvent) => void;
  /** The next label with the mark before its access key. */
  readonly accessLabel: (label: string) => string;
  /** Pressed by Enter in a field of the tab. */
  readonly pressDefault: () => void;
}

export interface DrawnElement {
  readonly widget: Pointer;
  /** What can have the keyboard, by its id. */
  readonly focusable: ReadonlyMap<string, Pointer>;
  /** An element of the same shape. */
  update(element: WindowElement): void;
}

export const nothingFocusable: ReadonlyMap<string, Pointer> = new Map();
/** About as many letters as fit into the width, so that GTK knows where lines end. */
const lineCharacters = 52;

/** A label that wraps, aligned with the beginning of lines. */
export function newParagraph({ gtk }: Toolkit, text: string): Pointer {
  const label = gtk.newLabel(text);
  gtk.setWrap(label, 1);
  gtk.setWrapMode(label, wrapWordChar);
  gtk.setMaxWidth(label, lineCharacters);
  gtk.setLabelAlign(label, 0);
  gtk.setHorizontalAlign(label, alignStart);
  return label;
}

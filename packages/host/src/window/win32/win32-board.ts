// What every element's drawing needs and gives, and the paragraph that most of them are made of.

import { marked } from '../access-keys.ts';
import type { WindowElement, WindowEvent } from '../content.ts';
import type { RoundPicture } from '../round-picture.ts';
import type { Pointer } from '../../native/library.ts';
import { place, type Windowing } from './native/windowing.ts';
import type { Tone, Win32Look } from './win32-look.ts';

export interface Board {
  readonly windowing: Windowing;
  readonly look: Win32Look;
  /** Makes a control. `onCommand` gets its notifications. */
  control(options: {
    readonly className: string;
    readonly text: string;
    readonly style: number;
    readonly extended?: number;
    readonly font?: Pointer;
    readonly tone?: Tone;
    readonly onCommand?: (code: number) => void;
  }): Pointer;
  /** A bitmap of Windows', freed with the controls; null where there is no memory for it. */
  bitmap(picture: RoundPicture): Pointer | null;
  readonly emit: (event: WindowEvent) => void;
  /** The place of a label's access key. */
  readonly accessPlace: (label: string) => number;
}

export interface DrawnElement {
  readonly focusable: ReadonlyMap<string, Pointer>;
  update(element: WindowElement): void;
  /** Puts it there and tells its height. */
  lay(x: number, y: number, widthPx: number): number;
}

export const nothingFocusable: ReadonlyMap<string, Pointer> = new Map();
export const keepOrder = place.noOrder | place.noActivate;

/**
 * What a text without an access key is called: `IsDialogMessage` would take an & in it for the mark of one, and the space
 * after it for the key. Wine does so whatever the style of the text says.
 */
export function plainLabel(text: string): string {
  return marked(text, -1, '&');
}

export interface Paragraph {
  set(text: string): void;
  lay(x: number, y: number, widthPx: number): number;
}

export function paragraph(board: Board, text: string, looks: { font?: Pointer; tone?: Tone } = {}): Paragraph {
  const { windowing, look } = board;
  const font = looks.font ?? look.body;
  const control = board.control({
    className: 'STATIC',
    text: plainLabel(text),
    style: 0,
    font,
    tone: looks.tone ?? 'plain',
  });
  let shown = text;
  return {
    set(next) {
      if (next === shown) return;
      shown = next;
      windowing.setText(control, plainLabel(next));
    },
    lay(x, y, widthPx) {
      const heightPx = look.heightOf(shown, font, widthPx);
      windowing.setPlace(control, 0n, x, y, widthPx, heightPx, keepOrder);
      return heightPx;
    },
  };
}

// One tab: its elements below each other, scrolling where they are taller than the screen.

import type { Disposable } from '@nearhand/base';
import { tabShape } from '../content-shape.ts';
import type { WindowEvent, WindowTab } from '../content.ts';
import type { Pointer } from '../../native/library.ts';
import type { DrawnElement } from './gtk-drawing.ts';
import { drawElement } from './gtk-elements.ts';
import type { GtkSignals } from './gtk-signals.ts';
import { automatic, never, vertical } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

export const contentWidthPx = 460;
const marginPx = 24;
const spacingPx = 16;

export interface GtkTabOptions {
  readonly toolkit: Toolkit;
  readonly signals: GtkSignals;
  readonly emit: (event: WindowEvent) => void;
  readonly accessLabel: (label: string) => string;
}

export class GtkTab implements Disposable {
  /** To be put into a window. */
  readonly widget: Pointer;
  readonly #options: GtkTabOptions;
  readonly #box: Pointer;
  readonly #signals: ReturnType<GtkSignals['group']>;
  readonly #drawn: readonly DrawnElement[];
  readonly #shape: string;
  #tab: WindowTab;

  constructor(options: GtkTabOptions, tab: WindowTab) {
    this.#options = options;
    this.#tab = tab;
    this.#shape = tabShape(tab);
    const { gtk } = options.toolkit;
    this.#signals = options.signals.group();
    this.#box = gtk.newBox(vertical, spacingPx);
    gtk.setBorder(this.#box, marginPx);
    gtk.setSizeRequest(this.#box, contentWidthPx, -1);
    const { toolkit, emit, accessLabel } = options;
    const drawing = { toolkit, emit, accessLabel, signals: this.#signals, pressDefault: () => this.#pressDefault() };
    this.#drawn = tab.elements.map((element) => drawElement(drawing, element));
    for (const { widget } of this.#drawn) gtk.pack(this.#box, widget, 0, 0, 0);
    this.widget = gtk.newScrolled(null, null);
    gtk.setScrollPolicy(this.widget, never, automatic);
    // That there is more below shall be seen without touching anything.
    gtk.setOverlayScrolling(this.widget, 0);
    gtk.add(this.widget, this.#box);
    gtk.showAll(this.widget);
  }

  get tab(): WindowTab {
    return this.#tab;
  }

  fits(tab: WindowTab): boolean {
    return tabShape(tab) === this.#shape;
  }

  /** A tab that fits. */
  update(tab: WindowTab): void {
    this.#tab = tab;
    for (const [index, drawn] of this.#drawn.entries()) {
      const element = tab.elements[index];
      if (element !== undefined) drawn.update(element);
    }
  }

  /** Makes room for all of it, within `limitPx`. */
  fitHeight(limitPx: number): void {
    const { gtk } = this.#options.toolkit;
    const natural: [number] = [0];
    gtk.preferredHeight(this.#box, contentWidthPx, [0], natural);
    gtk.setMinimumHeight(this.widget, Math.min(natural[0], limitPx));
  }

  focusedId(): string | null {
    for (const [id, widget] of this.#focusable()) if (this.#options.toolkit.gtk.hasFocus(widget) !== 0) return id;
    return null;
  }

  /** The element with this id, or, where the keyboard may begin here, the first that can have it. False: there is none. */
  focus(id: string | null, mayBegin: boolean): boolean {
    const all = new Map(this.#focusable());
    const [first] = mayBegin ? all.values() : [];
    const widget = (id === null ? undefined : all.get(id)) ?? first;
    if (widget !== undefined) this.#options.toolkit.gtk.grabFocus(widget);
    return widget !== undefined;
  }

  dispose(): void {
    this.#signals.dispose();
  }

  *#focusable(): Iterable<readonly [string, Pointer]> {
    for (const { focusable } of this.#drawn) yield* focusable;
  }

  #pressDefault(): void {
    const { defaultButton, elements } = this.#tab;
    const buttons = elements.flatMap((element) => (element.kind === 'buttons' ? element.buttons : []));
    const button = buttons.find(({ id }) => id === defaultButton);
    if (button?.enabled) this.#options.emit({ type: 'pressed', id: button.id });
  }
}

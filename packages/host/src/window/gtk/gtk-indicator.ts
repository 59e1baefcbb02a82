// The bar at the top of the screen and the frame round each monitor while somebody is connected. The window manager does
// not manage them, so nobody can close or hide them; what covers them is covered again. The frame lets every click through.

import type { Disposable } from '@nearhand/base';
import type { WindowEvent, WindowIndicator } from '../content.ts';
import type { Rect } from '@nearhand/protocol';
import type { Pointer } from '../../native/library.ts';
import { markAsNearhand } from './gtk-mark.ts';
import { monitorsOf, primaryWorkArea } from './gtk-monitors.ts';
import type { GtkSignals } from './gtk-signals.ts';
import { addClasses, frameThicknessPx } from './gtk-style.ts';
import { endEllipsis, horizontal, popUpWindow } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

const raiseIntervalMs = 500;

export interface GtkIndicatorOptions {
  readonly toolkit: Toolkit;
  readonly signals: GtkSignals;
  readonly emit: (event: WindowEvent) => void;
  readonly open: () => void;
}

export class GtkIndicator implements Disposable {
  readonly #options: GtkIndicatorOptions;
  readonly #signals: ReturnType<GtkSignals['group']>;
  readonly #raising: Disposable;
  readonly #bar: Pointer;
  readonly #label: Pointer;
  readonly #openButton: Pointer;
  readonly #endButton: Pointer;
  #frames: Pointer[] = [];
  #placed = '';
  #endId = '';

  constructor(options: GtkIndicatorOptions) {
    this.#options = options;
    const { toolkit, emit, open } = options;
    const { gtk } = toolkit;
    this.#signals = options.signals.group();
    this.#bar = gtk.newWindow(popUpWindow);
    addClasses(toolkit, this.#bar, 'nh-bar');
    const row = gtk.newBox(horizontal, 12);
    gtk.setBorder(row, 6);
    this.#label = gtk.newLabel('');
    // Long names must not push the button that ends the session off the screen.
    gtk.setEllipsis(this.#label, endEllipsis);
    this.#openButton = gtk.newButton('');
    this.#endButton = gtk.newButton('');
    this.#signals.on(this.#openButton, 'clicked', open);
    this.#signals.on(this.#endButton, 'clicked', () => emit({ type: 'pressed', id: this.#endId }));
    for (const widget of [this.#label, this.#openButton, this.#endButton]) gtk.pack(row, widget, 0, 0, 6);
    gtk.add(this.#bar, row);
    this.#raising = options.signals.every(raiseIntervalMs, () => this.#keepInSight());
  }

  show({ text, end, open }: WindowIndicator): void {
    const { gtk } = this.#options.toolkit;
    this.#endId = end.id;
    gtk.setLabel(this.#label, text);
    gtk.setButtonLabel(this.#openButton, open.replaceAll('_', '__'));
    gtk.setButtonLabel(this.#endButton, end.label.replaceAll('_', '__'));
    this.#placed = '';
    this.#keepInSight();
  }

  dispose(): void {
    this.#raising.dispose();
    this.#signals.dispose();
    for (const window of [this.#bar, ...this.#frames]) this.#options.toolkit.gtk.destroy(window);
    this.#frames = [];
  }

  #keepInSight(): void {
    const { toolkit } = this.#options;
    const monitors = monitorsOf(toolkit);
    const area = primaryWorkArea(toolkit);
    const place = JSON.stringify([monitors, area]);
    if (place !== this.#placed) {
      this.#placed = place;
      this.#placeFrames(monitors);
      this.#placeBar(area);
    }
    for (const window of [...this.#frames, this.#bar]) {
      const native = toolkit.gtk.gdkWindow(window);
      if (native !== null) toolkit.gdk.raise(native);
    }
  }

  #placeBar(area: Rect): void {
    const { toolkit } = this.#options;
    const { gtk } = toolkit;
    gtk.realise(this.#bar);
    markAsNearhand(toolkit, this.#bar);
    gtk.showAll(this.#bar);
    const wished: [number] = [0];
    gtk.preferredWidth(this.#bar, [0], wished);
    const width = Math.min(wished[0], area.width);
    gtk.resize(this.#bar, width, 1);
    gtk.move(this.#bar, area.x + Math.round((area.width - width) / 2), area.y);
  }

  #placeFrames(monitors: readonly Rect[]): void {
    const { gtk } = this.#options.toolkit;
    for (const frame of this.#frames) gtk.destroy(frame);
    this.#frames = monitors.flatMap(edgesOf).map((edge) => this.#newEdge(edge));
  }

  #newEdge({ x, y, width, height }: Rect): Pointer {
    const { toolkit } = this.#options;
    const { gtk, gdk, cairo } = toolkit;
    const edge = gtk.newWindow(popUpWindow);
    addClasses(toolkit, edge, 'nh-frame');
    gtk.setSizeRequest(edge, width, height);
    gtk.resize(edge, width, height);
    gtk.move(edge, x, y);
    gtk.realise(edge);
    const native = gtk.gdkWindow(edge);
    const nothing = cairo.emptyRegion();
    if (native !== null) gdk.setInputShape(native, nothing, 0, 0);
    cairo.destroyRegion(nothing);
    gtk.show(edge);
    return edge;
  }
}

function edgesOf({ x, y, width, height }: Rect): readonly Rect[] {
  const thick = frameThicknessPx;
  return [
    { x, y, width, height: thick },
    { x, y: y + height - thick, width, height: thick },
    { x, y: y + thick, width: thick, height: height - 2 * thick },
    { x: x + width - thick, y: y + thick, width: thick, height: height - 2 * thick },
  ];
}

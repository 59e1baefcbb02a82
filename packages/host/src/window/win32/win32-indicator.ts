// The bar at the top of the screen and the frame round each monitor while somebody is connected: windows without a title
// bar, above all others, brought back above what covers them. The frame lets every click through.

import type { Disposable } from '@nearhand/base';
import type { Rect } from '@nearhand/protocol';
import type { Pointer } from '../../native/library.ts';
import type { WindowEvent, WindowIndicator } from '../content.ts';
import { extendedStyle, message, notification, place, setOpacity, show, style, topMost } from './native/windowing.ts';
import { type Monitor, readMonitors } from './win32-area.ts';
import { barClass, frameClass, type Win32Stage } from './win32-stage.ts';

const raiseIntervalMs = 500;
const thickness = 4;
/** At 96 dots an inch. */
export const barHeight = 40;
const [labelId, openId, endId] = [1, 2, 3];

export interface Win32IndicatorOptions {
  readonly stage: Win32Stage;
  readonly emit: (event: WindowEvent) => void;
  readonly open: () => void;
}

export class Win32Indicator implements Disposable {
  readonly #options: Win32IndicatorOptions;
  readonly #bar: Pointer;
  readonly #label: Pointer;
  readonly #openButton: Pointer;
  readonly #endButton: Pointer;
  #frames: Pointer[] = [];
  #monitors = '';
  #shown: WindowIndicator | null = null;

  constructor(options: Win32IndicatorOptions) {
    this.#options = options;
    const { windowing } = options.stage;
    const above = extendedStyle.topMost | extendedStyle.toolWindow | extendedStyle.noActivate;
    this.#bar = this.#create(above, barClass, style.popup, null, 0);
    this.#label = this.#create(
      0,
      'STATIC',
      style.child | style.visible | style.plainText | style.centredVertically | style.cutAtEnd,
      this.#bar,
      labelId,
    );
    this.#openButton = this.#create(0, 'BUTTON', style.child | style.visible, this.#bar, openId);
    this.#endButton = this.#create(0, 'BUTTON', style.child | style.visible, this.#bar, endId);
    options.stage.handle(this.#bar, (what, wide) => this.#handle(what, wide));
    windowing.setTimer(this.#bar, 1, raiseIntervalMs, null);
  }

  show(indicator: WindowIndicator): void {
    this.#shown = indicator;
    this.#placeBar(indicator, readMonitors(this.#options.stage.windowing));
    this.#options.stage.windowing.showWindow(this.#bar, show.withoutActivating);
    this.#keepInSight();
  }

  dispose(): void {
    for (const window of [this.#bar, ...this.#frames]) this.#options.stage.destroy(window);
    this.#frames = [];
  }

  #handle(what: number, wide: bigint): number | bigint | undefined {
    const { emit, open, stage } = this.#options;
    if (what === message.timer) this.#keepInSight();
    else if (what === message.displaysChanged || what === message.settingChanged) {
      this.#keepInSight();
      return undefined;
    } else if (what === message.command && Number(wide >> 16n) === notification.clicked) {
      if (Number(wide) === openId) open();
      else if (Number(wide) === endId && this.#shown !== null) emit({ type: 'pressed', id: this.#shown.end.id });
    } else if (what === message.staticColour) {
      const { text, ground, brush } = stage.look.colours.live;
      stage.windowing.setTextColour(wide, text);
      stage.windowing.setGroundColour(wide, ground);
      return brush;
    } else return what === message.close ? 0 : undefined;
    return 0;
  }

  #keepInSight(): void {
    const { windowing } = this.#options.stage;
    const monitors = readMonitors(windowing);
    const key = JSON.stringify(monitors);
    if (key !== this.#monitors) {
      this.#monitors = key;
      for (const frame of this.#frames) this.#options.stage.destroy(frame);
      this.#frames = monitors.flatMap(({ bounds }) => this.#edges(bounds));
      if (this.#shown !== null) this.#placeBar(this.#shown, monitors);
    }
    for (const window of [...this.#frames, this.#bar]) {
      windowing.setPlace(window, topMost, 0, 0, 0, 0, place.noMove | place.noSize | place.noActivate);
    }
  }

  /** Texts come last: what is in sight is drawn at once, into the place that it has by then. */
  #placeBar({ text, open, end }: WindowIndicator, monitors: readonly Monitor[]): void {
    const area = monitors.find(({ isPrimary }) => isPrimary)?.workArea;
    if (area === undefined) return;
    const { windowing, look } = this.#options.stage;
    const gap = look.px(10);
    const buttonWidth = (label: string): number => look.widthOf(label, look.bold) + look.px(28);
    const [openWidth, endWidth] = [buttonWidth(open), buttonWidth(end.label)];
    // Long names must not push the button that ends the session off the screen.
    const room = Math.max(0, area.width - openWidth - endWidth - 4 * gap);
    const labelWidth = Math.min(look.widthOf(text, look.bold) + gap, room);
    const width = labelWidth + openWidth + endWidth + 4 * gap;
    const left = area.x + Math.round((area.width - width) / 2);
    windowing.setPlace(this.#bar, topMost, left, area.y, width, look.px(barHeight), place.noActivate);
    const parts = [
      [this.#label, text, labelWidth],
      [this.#openButton, open.replaceAll('&', '&&'), openWidth],
      [this.#endButton, end.label.replaceAll('&', '&&'), endWidth],
    ] as const;
    let x = gap;
    for (const [control, shown, wide] of parts) {
      const how = place.noOrder | place.noActivate | place.drawAnew;
      windowing.setPlace(control, 0n, x, look.px(5), wide, look.px(30), how);
      windowing.send(control, message.setFont, look.bold, 1);
      windowing.setText(control, shown);
      x += wide + gap;
    }
  }

  #edges({ x, y, width, height }: Rect): readonly Pointer[] {
    const { windowing, look } = this.#options.stage;
    const thick = look.px(thickness);
    const through = extendedStyle.layered | extendedStyle.transparent;
    return [
      [x, y, width, thick],
      [x, y + height - thick, width, thick],
      [x, y + thick, thick, height - 2 * thick],
      [x + width - thick, y + thick, thick, height - 2 * thick],
    ].map(([left = 0, top = 0, wide = 0, high = 0]) => {
      const above = extendedStyle.topMost | extendedStyle.toolWindow | extendedStyle.noActivate;
      const edge = this.#create(above | through, frameClass, style.popup, null, 0);
      windowing.setOpacity(edge, 0, 255, setOpacity);
      windowing.setPlace(edge, topMost, left, top, wide, high, place.noActivate);
      windowing.showWindow(edge, show.withoutActivating);
      return edge;
    });
  }

  #create(extended: number, className: string, own: number, parent: Pointer | null, id: number): Pointer {
    const { windowing } = this.#options.stage;
    const window = windowing.createWindow(extended, className, '', own, 0, 0, 1, 1, parent, id, null, null);
    if (window === null) throw new Error(`Windows made no ${className}`);
    return window;
  }
}

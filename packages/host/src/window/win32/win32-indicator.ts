// The bar at the top of the screen and the frame round each monitor while somebody is connected: windows without a title
// bar, above all others, brought back above what covers them. The frame lets every click through.

import type { Disposable } from '@nearhand/base';
import type { Rect } from '@nearhand/protocol';
import type { Pointer } from '../../native/library.ts';
import { monitorInfo } from '../../windows/native/user32.ts';
import type { WindowEvent, WindowIndicator } from '../content.ts';
import {
  extendedStyle,
  getWorkArea,
  message,
  notification,
  place,
  setOpacity,
  show,
  style,
  topMost,
} from './native/windowing.ts';
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
    const { windowing, look } = this.#options.stage;
    const area = new Int32Array(4);
    windowing.parameters(getWorkArea, 0, area, 0);
    const [left = 0, top = 0, right = 0] = area;
    const [gap, height] = [look.px(10), look.px(30)];
    const buttonWidth = (text: string): number => look.widthOf(text, look.bold) + look.px(28);
    const [open, end] = [buttonWidth(indicator.open), buttonWidth(indicator.end.label)];
    // Long names must not push the button that ends the session off the screen.
    const label = Math.min(look.widthOf(indicator.text, look.bold) + gap, right - left - open - end - 4 * gap);
    const parts = [
      [this.#label, indicator.text, label],
      [this.#openButton, indicator.open.replaceAll('&', '&&'), open],
      [this.#endButton, indicator.end.label.replaceAll('&', '&&'), end],
    ] as const;
    let x = gap;
    for (const [control, text, width] of parts) {
      windowing.send(control, message.setFont, look.bold, 1);
      windowing.setText(control, text);
      windowing.setPlace(control, 0n, x, look.px(5), width, height, place.noOrder | place.noActivate);
      x += width + gap;
    }
    windowing.setPlace(
      this.#bar,
      topMost,
      Math.round((left + right - x) / 2),
      top,
      x,
      look.px(barHeight),
      place.noActivate,
    );
    windowing.showWindow(this.#bar, show.withoutActivating);
    this.#keepInSight();
  }

  dispose(): void {
    for (const window of [this.#bar, ...this.#frames]) this.#options.stage.destroy(window);
    this.#frames = [];
  }

  #handle(what: number, wide: bigint): number | bigint | undefined {
    const { emit, open, stage } = this.#options;
    if (what === message.timer) this.#keepInSight();
    else if (what === message.command && Number(wide >> 16n) === notification.clicked) {
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
    const monitors = this.#readMonitors();
    const key = JSON.stringify(monitors);
    if (key !== this.#monitors) {
      this.#monitors = key;
      for (const frame of this.#frames) this.#options.stage.destroy(frame);
      this.#frames = monitors.flatMap((monitor) => this.#edges(monitor));
    }
    for (const window of [...this.#frames, this.#bar]) {
      windowing.setPlace(window, topMost, 0, 0, 0, 0, place.noMove | place.noSize | place.noActivate);
    }
  }

  #readMonitors(): readonly Rect[] {
    const { windowing } = this.#options.stage;
    const found: Rect[] = [];
    windowing.enumDisplayMonitors((monitor) => {
      const info = new Uint8Array(monitorInfo.bytes);
      const fields = new DataView(info.buffer);
      fields.setUint32(0, monitorInfo.bytes, true);
      if (windowing.getMonitorInfo(monitor, info) === 0) return;
      const at = (offset: number): number => fields.getInt32(offset, true);
      const [x, y] = [at(monitorInfo.left), at(monitorInfo.top)];
      found.push({ x, y, width: at(monitorInfo.right) - x, height: at(monitorInfo.bottom) - y });
    });
    return found;
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

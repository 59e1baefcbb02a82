// One window with its tabs as standard controls, and the bar and frames that belong to it.

import { isDeepStrictEqual } from 'node:util';
import type { Disposable } from '@nearhand/base';
import { accessKeys } from '../access-keys.ts';
import { labelsOf, mayBeginInside, tabShape } from '../content-shape.ts';
import type { WindowContent, WindowEvent, WindowTab } from '../content.ts';
import type { RoundPicture } from '../round-picture.ts';
import { WishedPlace } from '../wished-place.ts';
import type { Pointer } from '../../native/library.ts';
import {
  extendedStyle,
  hasDefaultButton,
  message,
  notTopMost,
  place,
  scrollBarWidth,
  show,
  sized,
  style,
  topMost,
  workAreaChanged,
} from './native/windowing.ts';
import { workAreaAt } from './win32-area.ts';
import { type Board, type DrawnElement, keepOrder } from './win32-board.ts';
import { newBitmap } from './win32-bitmap.ts';
import { drawElement } from './win32-elements.ts';
import { barHeight, Win32Indicator } from './win32-indicator.ts';
import type { Tone } from './win32-look.ts';
import { Win32Scroll } from './win32-scroll.ts';
import { type Win32Stage, windowClass } from './win32-stage.ts';

const contentWidth = 440;
const margin = 24;
const spacing = 14;
/** Beside a tab's label. */
const tabPadding = { x: 9, y: 5 };
const lineHeight = 20;
const firstId = 100;

export interface Win32WindowOptions {
  readonly stage: Win32Stage;
  readonly emit: (event: WindowEvent) => void;
  readonly isHidden: boolean;
}

export class Win32Window implements Disposable {
  readonly handle: Pointer;
  readonly #options: Win32WindowOptions;
  readonly #board: Board;
  readonly #scroll: Win32Scroll;
  #content: WindowContent;
  #current = 0;
  #controls: Pointer[] = [];
  #bitmaps: Pointer[] = [];
  #tabs: Pointer | null = null;
  #tabLabels: readonly string[] = [];
  #drawn: DrawnElement[] = [];
  #commands = new Map<number, (code: number) => void>();
  #buttons = new Map<string, number>();
  #tones = new Map<Pointer, Tone>();
  #indicator: Win32Indicator | null = null;
  #lastFocused: string | null = null;
  #shape = '';
  #isPlaced = false;
  readonly #place = new WishedPlace();
  #wasMinimised = false;
  #focusInSight: Pointer | null = null;
  /** It came up by itself and was neither hidden nor brought forward since. */
  #hasAppeared = false;
  #frontRevision: number;
  #frontTab = '';

  constructor(options: Win32WindowOptions, content: WindowContent) {
    this.#options = options;
    this.#content = content;
    this.#frontRevision = content.front.revision;
    const { windowing, look } = options.stage;
    const window = windowing.createWindow(
      extendedStyle.controlParent,
      windowClass,
      content.title,
      style.window | style.clipChildren,
      0,
      0,
      look.px(contentWidth + 2 * margin),
      look.px(200),
      null,
      0,
      null,
      null,
    );
    if (window === null) throw new Error('Windows made no window');
    this.handle = window;
    this.#scroll = new Win32Scroll({ windowing, window, linePx: look.px(lineHeight) });
    this.#board = {
      windowing,
      look,
      emit: options.emit,
      control: (wanted) => this.#newControl(wanted),
      bitmap: (picture) => this.#newBitmap(picture),
      accessPlace: (label) => {
        const labels = labelsOf(this.#content);
        return accessKeys(labels)[labels.indexOf(label)] ?? -1;
      },
    };
    options.stage.handle(window, (what, wide, long) => this.#handle(what, wide, long));
    this.show(content);
    if (options.isHidden) return;
    windowing.showWindow(window, show.normal);
    this.#focus(null);
  }

  show(content: WindowContent): void {
    const { windowing } = this.#options.stage;
    const wasUrgent = this.#isPlaced && this.#content.urgent;
    this.#content = content;
    windowing.setText(this.handle, content.title);
    this.#bringToFront();
    this.#draw();
    this.#lay();
    this.#stayAbove();
    if (content.urgent && !wasUrgent) this.bringForward();
    this.#drawIndicator();
  }

  hide(): void {
    this.#hasAppeared = false;
    this.#stayAbove();
    this.#options.stage.windowing.showWindow(this.handle, show.hide);
  }

  bringForward(): void {
    const { windowing } = this.#options.stage;
    this.#hasAppeared = false;
    this.#stayAbove();
    windowing.showWindow(this.handle, show.restored);
    windowing.toFront(this.handle);
  }

  /** After each message: what has got the keyboard may lie outside of what is scrolled into sight. */
  keepFocusInSight(): void {
    const { windowing, look } = this.#options.stage;
    const focused = windowing.focus();
    if (focused === this.#focusInSight) return;
    this.#focusInSight = focused;
    if (focused === null || !this.#controls.includes(focused)) return;
    const place = new Int32Array(4);
    windowing.windowRect(focused, place);
    windowing.mapPoints(null, this.handle, place, 2);
    const [, top = 0, , bottom = 0] = place;
    this.#scroll.reveal(top - look.px(spacing), bottom + look.px(spacing));
  }

  appear(): void {
    this.#hasAppeared = true;
    this.#options.stage.windowing.showWindow(this.handle, show.withoutActivating);
    this.#stayAbove();
  }

  dispose(): void {
    this.#indicator?.dispose();
    this.#clear();
    this.#options.stage.destroy(this.handle);
  }

  #stayAbove(): void {
    const after = this.#content.urgent || this.#hasAppeared ? topMost : notTopMost;
    const how = place.noMove | place.noSize | place.noActivate;
    this.#options.stage.windowing.setPlace(this.handle, after, 0, 0, 0, 0, how);
  }

  get #tab(): WindowTab | undefined {
    return this.#content.tabs[this.#current];
  }

  #handle(what: number, wide: bigint, long: bigint): number | bigint | undefined {
    switch (what) {
      case message.close:
        this.#options.emit({ type: 'closed' });
        return 0;
      case message.activate:
        // Coming back, Windows gives the keyboard to the window itself: whatever had it before gets it again.
        if ((wide & 0xffffn) === 0n) this.#lastFocused = this.#focusedId() ?? this.#lastFocused;
        return undefined;
      case message.size:
        // What came while it was minimised was not laid.
        if (wide === sized.restored && this.#wasMinimised) this.#lay();
        this.#wasMinimised = wide === sized.minimised;
        return undefined;
      case message.displaysChanged:
      case message.scaleChanged:
        this.#lay();
        return undefined;
      case message.settingChanged:
        if (wide === workAreaChanged) this.#lay();
        return undefined;
      case message.scrolled:
        this.#scroll.barMoved(wide);
        return 0;
      case message.wheel:
        this.#scroll.wheelTurned(wide);
        return 0;
      case message.gotFocus:
        this.#focus(this.#lastFocused);
        return 0;
      case message.nextControl:
        this.#focusNext(wide, long !== 0n);
        return 0;
      case message.command:
        this.#commands.get(Number(wide & 0xffffn))?.(Number((wide >> 16n) & 0xffffn));
        return 0;
      case message.defaultButtonId:
        return BigInt(this.#defaultId() | hasDefaultButton);
      case message.staticColour:
        return this.#colour(wide, long);
      case message.notify:
        return this.#tabChosen();
      default:
        return undefined;
    }
  }

  /** What Enter presses: the button that has the keyboard, or the suggested one while a field has it. */
  #defaultId(): number {
    const focused = this.#options.stage.windowing.focus();
    for (const { focusable } of this.#drawn) {
      for (const [id, control] of focusable)
        if (control === focused) return this.#buttons.get(id) ?? this.#suggestedId();
    }
    return 0;
  }

  #suggestedId(): number {
    const tab = this.#tab;
    const buttons = tab?.elements.flatMap((element) => (element.kind === 'buttons' ? element.buttons : [])) ?? [];
    const button = buttons.find(({ id }) => id === tab?.defaultButton);
    return button?.enabled ? (this.#buttons.get(button.id) ?? 0) : 0;
  }

  #colour(dc: bigint, control: bigint): bigint {
    const { windowing, look } = this.#options.stage;
    const { text, ground, brush } = look.colours[this.#tones.get(control) ?? 'plain'];
    windowing.setTextColour(dc, text);
    windowing.setGroundColour(dc, ground);
    return brush;
  }

  #tabChosen(): undefined {
    if (this.#tabs === null) return;
    const index = this.#options.stage.windowing.send(this.#tabs, message.currentTab, 0, 0);
    if (index === this.#current || index < 0) return;
    this.#current = index;
    this.#draw();
    this.#lay();
    const tab = this.#tab?.id;
    this.#frontTab = tab ?? '';
    if (tab !== undefined) this.#options.emit({ type: 'turned', tab });
  }

  /** A tab that went away leaves the first one; one that moved stays in front. */
  #bringToFront(): void {
    const { front, tabs } = this.#content;
    const wanted = front.revision === this.#frontRevision ? this.#frontTab : front.tab;
    this.#frontRevision = front.revision;
    this.#current = Math.max(
      0,
      tabs.findIndex(({ id }) => id === wanted),
    );
    this.#frontTab = this.#tab?.id ?? '';
  }

  #draw(): void {
    const tab = this.#tab;
    if (tab === undefined) return;
    const shape = `${this.#content.tabs.map(({ id }) => id).join('\n')}\n${tabShape(tab)}`;
    if (shape === this.#shape) {
      this.#labelTabs();
      for (const [index, drawn] of this.#drawn.entries()) {
        const element = tab.elements[index];
        if (element !== undefined) drawn.update(element);
      }
      return;
    }
    const focused = this.#focusedId();
    this.#shape = shape;
    this.#clear();
    this.#scroll.toTop();
    this.#drawTabs();
    this.#drawn = tab.elements.map((element) => drawElement(this.#board, element));
    this.#noteButtons();
    this.#focus(focused);
  }

  /** In place: what is being typed below them stays as it is. */
  #labelTabs(): void {
    const labels = this.#content.tabs.map(({ label }) => label);
    if (this.#tabs === null || isDeepStrictEqual(labels, this.#tabLabels)) return;
    this.#tabLabels = labels;
    for (const [index, label] of labels.entries()) {
      this.#options.stage.windowing.labelTab(this.#tabs, index, label);
    }
  }

  #drawTabs(): void {
    const { tabs } = this.#content;
    this.#tabs = null;
    this.#tabLabels = tabs.map(({ label }) => label);
    if (tabs.length < 2) return;
    const { windowing, look } = this.#options.stage;
    this.#tabs = this.#newControl({
      className: 'SysTabControl32',
      text: '',
      style: style.tabStop | style.clipSiblings,
    });
    windowing.send(this.#tabs, message.tabPadding, 0, (look.px(tabPadding.y) << 16) | look.px(tabPadding.x));
    for (const [index, { label }] of tabs.entries()) windowing.insertTab(this.#tabs, index, label);
    windowing.send(this.#tabs, message.selectTab, this.#current, 0);
  }

  /** A button's number is that of its control, in the order of making. */
  #noteButtons(): void {
    this.#buttons = new Map();
    const buttons = this.#tab?.elements.flatMap((element) => (element.kind === 'buttons' ? element.buttons : [])) ?? [];
    for (const { id } of buttons) {
      const control = this.#drawn.map(({ focusable }) => focusable.get(id)).find((one) => one !== undefined);
      if (control !== undefined) this.#buttons.set(id, firstId + this.#controls.indexOf(control));
    }
  }

  #clear(): void {
    const { windowing } = this.#options.stage;
    for (const control of this.#controls) windowing.destroyWindow(control);
    for (const bitmap of this.#bitmaps) windowing.pictures.deleteObject(bitmap);
    this.#controls = [];
    this.#bitmaps = [];
    this.#drawn = [];
    this.#commands = new Map();
    this.#tones = new Map();
  }

  #lay(): void {
    const { windowing, look } = this.#options.stage;
    if (windowing.isMinimised(this.handle) !== 0) return;
    const [side, gap] = [look.px(margin), look.px(spacing)];
    const width = look.px(contentWidth);
    const top = -this.#scroll.offsetPx;
    let y = top + this.#layTabs(top, width + 2 * side) + side;
    for (const drawn of this.#drawn) y += drawn.lay(side, y, width) + gap;
    this.#resize(width + 2 * side, y - top - gap + side);
  }

  /** The tabs alone: the rest of their control is a box round nothing. */
  #layTabs(y: number, width: number): number {
    if (this.#tabs === null) return 0;
    const { windowing } = this.#options.stage;
    const place = (height: number): void =>
      void windowing.setPlace(this.#tabs ?? 0n, 0n, 0, y, width, height, keepOrder);
    place(width);
    const first = new Int32Array(4);
    windowing.sendBytes(this.#tabs, message.tabRect, 0, new Uint8Array(first.buffer));
    const height = first[3] ?? 0;
    place(height);
    return height;
  }

  /** To this inner size; in the middle of the screen at first, inside it and below the bar always, scrolling if it must. */
  #resize(innerWidth: number, innerHeight: number): void {
    const { windowing, look } = this.#options.stage;
    const area = workAreaAt(windowing, this.handle);
    if (area === null) return;
    const reserved = this.#content.indicator === null ? 0 : look.px(barHeight);
    const free = { ...area, y: area.y + reserved, height: area.height - reserved };
    const outer = Int32Array.of(0, 0, innerWidth, innerHeight);
    windowing.adjustRect(outer, style.window, 0, 0);
    const [left = 0, top = 0, right = 0, bottom = 0] = outer;
    const height = Math.min(bottom - top, free.height);
    const page = innerHeight - (bottom - top - height);
    const width = right - left + (page < innerHeight ? windowing.getSystemMetrics(scrollBarWidth) : 0);
    const now = new Int32Array(4);
    windowing.windowRect(this.handle, now);
    const [nowX = 0, nowY = 0] = now;
    const { x, y } = this.#place.inside(free, {
      x: this.#isPlaced ? nowX : area.x + Math.round((area.width - width) / 2),
      y: this.#isPlaced ? nowY : area.y + Math.round((area.height - height) / 3),
      width,
      height,
    });
    this.#isPlaced = true;
    windowing.setPlace(this.handle, 0n, x, y, width, height, keepOrder);
    this.#scroll.fit(innerHeight, page);
  }

  #newControl({ className, text, style: own, extended = 0, font, tone, onCommand }: Parameters<Board['control']>[0]) {
    const { windowing, look } = this.#options.stage;
    const id = firstId + this.#controls.length;
    const parent = this.handle;
    const all = own | style.child | style.visible;
    const control = windowing.createWindow(extended, className, text, all, 0, 0, 0, 0, parent, id, null, null);
    if (control === null) throw new Error(`Windows made no ${className}`);
    windowing.send(control, message.setFont, font ?? look.body, 1);
    this.#controls.push(control);
    if (tone !== undefined) this.#tones.set(control, tone);
    if (onCommand !== undefined) this.#commands.set(id, onCommand);
    return control;
  }

  #newBitmap(picture: RoundPicture): Pointer | null {
    const bitmap = newBitmap(this.#options.stage.windowing, picture);
    if (bitmap !== null) this.#bitmaps.push(bitmap);
    return bitmap;
  }

  #focusedId(): string | null {
    const focused = this.#options.stage.windowing.focus();
    for (const { focusable } of this.#drawn) {
      for (const [id, control] of focusable) if (control === focused) return id;
    }
    return null;
  }

  #focus(id: string | null): void {
    const all = new Map(this.#drawn.flatMap(({ focusable }) => [...focusable]));
    const tab = this.#tab;
    const [first] = tab !== undefined && mayBeginInside(tab, this.#content.tabs) ? all.values() : [];
    const control = (id === null ? undefined : all.get(id)) ?? first ?? this.#tabs;
    if (control !== null) this.#options.stage.windowing.setFocus(control);
  }

  /** `control`: the one itself, or, where it is none, whether to go backwards. */
  #focusNext(control: bigint, isControl: boolean): void {
    const { windowing } = this.#options.stage;
    const next = isControl ? control : windowing.nextTabStop(this.handle, windowing.focus(), Number(control));
    if (next !== null) windowing.setFocus(next);
  }

  #opened(): void {
    this.bringForward();
    this.#options.emit({ type: 'opened' });
  }

  #drawIndicator(): void {
    const { stage, emit } = this.#options;
    const { indicator } = this.#content;
    if (indicator === null) {
      this.#indicator?.dispose();
      this.#indicator = null;
      return;
    }
    this.#indicator ??= new Win32Indicator({ stage, emit, open: () => this.#opened() });
    this.#indicator.show(indicator);
  }
}

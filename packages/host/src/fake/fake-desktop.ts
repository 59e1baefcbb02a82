// A desktop for tests: the test paints, changes displays, breaks the connection, and sees what input arrived. Behaves like
// a real one otherwise, and worse where asked.

import { Emitter } from '@nearhand/base';
import type { CursorShape, DesktopObstacle, Display, InputMessage, Rect } from '@nearhand/protocol';
import type { Desktop, DesktopInfo } from '../ports.ts';
import { MemoryClipboard } from './memory-clipboard.ts';
import { MemoryScreen } from './memory-screen.ts';

export interface FakeDesktopOptions {
  /** One of 640x480 when left out. */
  readonly displays?: readonly Display[];
  readonly info?: Partial<DesktopInfo>;
  /** Abilities this desktop lacks. */
  readonly without?: readonly ('input' | 'cursor' | 'clipboard' | 'windows' | 'localPointer')[];
}

/** Blue, green, red, each 0 to 255. */
export type Colour = readonly [number, number, number];

export interface FakeDesktop extends Desktop {
  /** What was injected, in order, without what `releaseAll` let go. */
  readonly injected: readonly InputMessage[];
  /** Keys (`KeyboardEvent.code`) and buttons that are down now. */
  readonly heldDown: ReadonlySet<string>;
  readonly disposed: boolean;
  /** Captures that are open. */
  readonly watchers: number;
  /** Fills a rectangle of the desktop. */
  paint(rect: Rect, colour: Colour): void;
  /** Says that a rectangle changed although nothing was painted. */
  claimDamage(...rects: readonly Rect[]): void;
  /** `count` small paintings all over the desktop, one after the other. */
  damageStorm(count: number): void;
  setDisplays(displays: readonly Display[]): void;
  /** The primary display in another size. */
  resize(widthPx: number, heightPx: number): void;
  setCursor(shape: CursorShape | null): void;
  /** What the programs of this desktop have to paste, and their way to copy. */
  readonly programs: MemoryClipboard;
  /** What WindowFinder tells from now on. */
  setTitles(titles: {
    readonly at?: (x: number, y: number) => readonly string[];
    readonly focus?: readonly string[];
  }): void;
  setObstacle(obstacle: DesktopObstacle | null): void;
  moveLocalPointer(x: number, y: number): void;
  lose(error?: Error): void;
}

const defaultDisplays: readonly Display[] = [
  { id: 'fake-1', name: 'Fake', bounds: { x: 0, y: 0, width: 640, height: 480 }, primary: true },
];

export function createFakeDesktop(options: FakeDesktopOptions = {}): FakeDesktop {
  return new MemoryDesktop(options);
}

class MemoryDesktop implements FakeDesktop {
  readonly info: DesktopInfo;
  readonly displays: MemoryScreen;
  readonly capture: MemoryScreen;
  readonly input: Desktop['input'];
  readonly cursor: Desktop['cursor'];
  readonly clipboard: Desktop['clipboard'];
  readonly programs = new MemoryClipboard();
  readonly windows: Desktop['windows'];
  readonly obstacles: NonNullable<Desktop['obstacles']>;
  readonly onLost = new Emitter<Error>();
  readonly injected: InputMessage[] = [];
  readonly heldDown = new Set<string>();
  readonly #screen: MemoryScreen;
  readonly #onCursor = new Emitter<CursorShape | null>();
  readonly #onObstacle = new Emitter<DesktopObstacle | null>();
  readonly #onLocalPointer = new Emitter<{ readonly x: number; readonly y: number }>();
  #shape: CursorShape | null = null;
  #obstacle: DesktopObstacle | null = null;
  #titlesAt: (x: number, y: number) => readonly string[] = () => [];
  #focusTitles: readonly string[] = [];
  #disposed = false;

  constructor({ displays = defaultDisplays, info = {}, without = [] }: FakeDesktopOptions) {
    this.info = { system: 'demo', systemName: 'Fake system', computerName: 'fake', userName: 'somebody', ...info };
    this.#screen = new MemoryScreen(displays);
    this.displays = this.#screen;
    this.capture = this.#screen;
    this.input = without.includes('input')
      ? null
      : {
          inject: (message) => this.#inject(message),
          releaseAll: () => this.heldDown.clear(),
          onLocalPointer: without.includes('localPointer') ? null : this.#onLocalPointer,
        };
    this.cursor = without.includes('cursor') ? null : { current: () => this.#shape, onChanged: this.#onCursor };
    this.clipboard = without.includes('clipboard') ? null : this.programs;
    this.obstacles = { current: () => this.#obstacle, onChanged: this.#onObstacle };
    this.windows = without.includes('windows')
      ? null
      : {
          titlesAt: (x, y) => this.#titlesAt(x, y),
          titlesWithFocus: () => this.#focusTitles,
          nearhandAt: () => false,
          nearhandHasFocus: () => false,
        };
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  get watchers(): number {
    return this.#screen.watchers;
  }

  paint(rect: Rect, [blue, green, red]: Colour): void {
    const { data, strideBytes } = this.#screen.picture;
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      for (let x = rect.x; x < rect.x + rect.width; x++) data.set([blue, green, red, 0], y * strideBytes + x * 4);
    }
    this.#screen.damage(rect);
  }

  claimDamage(...rects: readonly Rect[]): void {
    this.#screen.damage(...rects);
  }

  damageStorm(count: number): void {
    const { widthPx, heightPx } = this.#screen.picture;
    for (let index = 0; index < count; index++) {
      const rect = { x: (index * 7919) % (widthPx - 8), y: (index * 104_729) % (heightPx - 8), width: 8, height: 8 };
      this.paint(rect, [index & 255, (index >> 3) & 255, (index >> 6) & 255]);
    }
  }

  setDisplays(displays: readonly Display[]): void {
    this.#screen.setDisplays(displays);
  }

  resize(widthPx: number, heightPx: number): void {
    this.#screen.setDisplays(
      this.#screen
        .list()
        .map((display) =>
          display.primary ? { ...display, bounds: { ...display.bounds, width: widthPx, height: heightPx } } : display,
        ),
    );
  }

  setCursor(shape: CursorShape | null): void {
    this.#shape = shape;
    this.#onCursor.emit(shape);
  }

  setTitles({ at, focus }: Parameters<FakeDesktop['setTitles']>[0]): void {
    if (at) this.#titlesAt = at;
    if (focus) this.#focusTitles = focus;
  }

  setObstacle(obstacle: DesktopObstacle | null): void {
    this.#obstacle = obstacle;
    this.#onObstacle.emit(obstacle);
  }

  moveLocalPointer(x: number, y: number): void {
    this.#onLocalPointer.emit({ x, y });
  }

  lose(error = new Error('The fake desktop was told to break.')): void {
    this.onLost.emit(error);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.heldDown.clear();
    this.#screen.dispose();
    this.programs.dispose();
    this.#onCursor.dispose();
    this.#onLocalPointer.dispose();
    this.#onObstacle.dispose();
    this.onLost.dispose();
  }

  #inject(message: InputMessage): void {
    if (this.#disposed) return;
    this.injected.push(message);
    if (message.type === 'key.down') this.heldDown.add(message.code);
    else if (message.type === 'key.up') this.heldDown.delete(message.code);
    else if (message.type === 'input.releaseAll') this.heldDown.clear();
    else if (message.type === 'pointer.button' && message.down) this.heldDown.add(message.button);
    else if (message.type === 'pointer.button') this.heldDown.delete(message.button);
  }
}

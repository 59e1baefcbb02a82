// The demo computer: a small desktop drawn in memory, so that a new account has something to connect to. Each one is
// private to who made it and forgets everything when disposed.

import { type Clock, type Disposable, Emitter, assertNever, systemClock } from '@nearhand/base';
import type { CursorShape, InputMessage, Rect } from '@nearhand/protocol';
import { MemoryClipboard } from '../fake/memory-clipboard.ts';
import { MemoryScreen } from '../fake/memory-screen.ts';
import type { CursorSource, Desktop, DesktopInfo, InputInjector } from '../ports.ts';
import { type CursorName, cursorShapes } from './cursors.ts';
import { Scene, sceneSize } from './scene.ts';
import { type DemoLanguage, demoTexts } from './texts.ts';

export interface DemoDesktopOptions {
  readonly clock?: Clock;
  /** English when left out. */
  readonly language?: DemoLanguage;
}

export function createDemoDesktop(options: DemoDesktopOptions = {}): Desktop {
  return new DemoDesktop(options.clock ?? systemClock, options.language ?? 'en');
}

const bounds: Rect = { x: 0, y: 0, width: sceneSize.widthPx, height: sceneSize.heightPx };

class DemoDesktop implements Desktop, CursorSource, InputInjector {
  readonly info: DesktopInfo;
  readonly displays: MemoryScreen;
  readonly capture: MemoryScreen;
  readonly input = this;
  readonly cursor = this;
  readonly clipboard = new MemoryClipboard();
  readonly windows = null;
  readonly obstacles = null;
  readonly onLost = new Emitter<Error>();
  /** The pointer's shape changed. */
  readonly onChanged = new Emitter<CursorShape | null>();
  readonly onLocalPointer = null;
  readonly #clock: Clock;
  readonly #screen: MemoryScreen;
  readonly #scene: Scene;
  readonly #shapes = cursorShapes();
  #shape: CursorName = 'arrow';
  #position = { x: bounds.width / 2, y: bounds.height / 2 };
  #pressed = false;
  #timer: Disposable | null = null;
  #disposed = false;

  constructor(clock: Clock, language: DemoLanguage) {
    const texts = demoTexts[language];
    this.info = { system: 'demo', systemName: 'Nearhand', computerName: texts.computer, userName: '' };
    this.#clock = clock;
    this.#screen = new MemoryScreen([{ id: 'demo', name: texts.computer, bounds, primary: true }]);
    this.displays = this.#screen;
    this.capture = this.#screen;
    this.#scene = new Scene(this.#screen.picture, texts, clock.nowMs());
    this.#tickLater();
  }

  current(): CursorShape {
    return this.#shapes[this.#shape];
  }

  inject(message: InputMessage): void {
    if (this.#disposed) return;
    switch (message.type) {
      case 'pointer.move':
        return this.#move(message.x, message.y);
      case 'pointer.button':
        this.#move(message.x, message.y);
        if (message.button === 'left') this.#press(message.down);
        return;
      case 'pointer.wheel':
        this.#move(message.x, message.y);
        return this.#redraw(this.#scene.scroll(this.#position.x, this.#position.y, message.dy));
      case 'key.down':
        return this.#key(message);
      case 'text.type':
        return this.#redraw(this.#scene.field.insert(message.text));
      case 'input.releaseAll':
        return this.releaseAll();
      case 'key.up':
        return;
      default:
        assertNever(message);
    }
  }

  releaseAll(): void {
    this.#press(false);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#timer?.dispose();
    this.#screen.dispose();
    this.clipboard.dispose();
    this.onChanged.dispose();
    this.onLost.dispose();
  }

  #tickLater(): void {
    this.#timer = this.#clock.setTimer(1000 - (this.#clock.nowMs() % 1000), () => {
      this.#redraw(this.#scene.showTime(this.#clock.nowMs()));
      this.#tickLater();
    });
  }

  #move(x: number, y: number): void {
    this.#position = { x: Math.min(bounds.width - 1, Math.max(0, x)), y: Math.min(bounds.height - 1, Math.max(0, y)) };
    this.#redraw(this.#scene.move(this.#position.x, this.#position.y));
    this.#showCursor();
  }

  #press(down: boolean): void {
    if (down === this.#pressed) return;
    this.#pressed = down;
    const { x, y } = this.#position;
    this.#redraw(down ? this.#scene.press(x, y) : this.#scene.release(x, y));
    this.#showCursor();
  }

  #key({ key, modifiers }: Extract<InputMessage, { type: 'key.down' }>): void {
    const isShortcut = (modifiers.control || modifiers.alt || modifiers.meta) && !modifiers.altGraph;
    const isCharacter = [...key].length === 1 || !/^[A-Za-z0-9]+$/.test(key);
    if (modifiers.control && isShortcut) this.#shortcut(key);
    else if (isCharacter && !isShortcut) this.#redraw(this.#scene.field.insert(key));
    else if (!isCharacter) this.#redraw(this.#scene.field.pressKey(key));
  }

  /** There is no selection: copying takes the whole text. */
  #shortcut(key: string): void {
    const { field } = this.#scene;
    if (key === 'v') this.#redraw(field.insert(this.clipboard.paste() ?? ''));
    else if (key === 'c' && field.text !== '') this.clipboard.copy(field.text);
  }

  #redraw(areas: readonly Rect[]): void {
    if (areas.length === 0) return;
    this.#scene.paint(areas);
    this.#screen.damage(...areas);
  }

  #showCursor(): void {
    const shape = this.#scene.cursorAt(this.#position.x, this.#position.y);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.onChanged.emit(this.current());
  }
}

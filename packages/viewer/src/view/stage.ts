// The elements inside the page's container: a scrolling box, the canvas, the hidden field that takes the keyboard, and
// the remote pointer when somebody else moves it. Lays them out; knows no session.

import { type Clock, type Disposable, DisposableStore } from '@nearhand/base';
import type { CursorShape, Display } from '@nearhand/protocol';
import { listen } from '../dom/listen.ts';
import { cursorImageUrl, cursorStyle } from './cursor-image.ts';
import { type ViewMode, shownSize, toRemotePoint } from './viewport.ts';

const remotePointerShownMs = 3_000;

function style(element: HTMLElement, values: Partial<CSSStyleDeclaration>): void {
  Object.assign(element.style, values);
}

export interface StageOptions {
  readonly container: HTMLElement;
  /** Name of the picture for screen readers. */
  readonly label: string;
  readonly clock: Clock;
}

export class Stage implements Disposable {
  readonly canvas = document.createElement('canvas');
  readonly field = document.createElement('textarea');
  readonly #box = document.createElement('div');
  readonly #remotePointer = document.createElement('img');
  readonly #container: HTMLElement;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  #mode: ViewMode = 'fit';
  #display: Display | null = null;
  #cursor: CursorShape | null | undefined = undefined;
  #hideTimer: Disposable | null = null;

  constructor(options: StageOptions) {
    this.#container = options.container;
    this.#clock = options.clock;
    this.#build(options.label);
    const observer = new ResizeObserver(() => this.layout());
    observer.observe(this.#container);
    this.#store.defer(() => observer.disconnect());
    this.#store.add(listen(window, 'resize', () => this.layout()));
    this.#store.defer(() => this.#hideTimer?.dispose());
    this.#store.defer(() => this.#box.remove());
  }

  #build(label: string): void {
    style(this.#box, {
      position: 'absolute',
      inset: '0',
      overflow: 'auto',
      display: 'grid',
      placeItems: 'safe center',
    });
    style(this.canvas, { gridArea: '1 / 1', display: 'block', touchAction: 'none', outline: 'none' });
    this.canvas.width = 1;
    this.canvas.height = 1;
    this.canvas.hidden = true;
    // Inside the box, not far off: on-screen keyboards and input methods open beside it.
    style(this.field, {
      position: 'absolute',
      width: '1px',
      height: '1px',
      opacity: '0',
      padding: '0',
      border: '0',
      resize: 'none',
      pointerEvents: 'none',
    });
    this.field.setAttribute('aria-label', label);
    this.field.autocapitalize = 'off';
    this.field.autocomplete = 'off';
    this.field.spellcheck = false;
    this.field.setAttribute('autocorrect', 'off');
    style(this.#remotePointer, { position: 'absolute', left: '0', top: '0', pointerEvents: 'none', display: 'none' });
    this.#remotePointer.alt = '';
    this.#box.append(this.field, this.canvas, this.#remotePointer);
    this.#container.append(this.#box);
  }

  setMode(mode: ViewMode): void {
    this.#mode = mode;
    this.layout();
  }

  setDisplay(display: Display | null): void {
    this.#display = display;
    this.layout();
  }

  /** undefined: not known, the browser's own pointer is shown. */
  setCursor(shape: CursorShape | null | undefined): void {
    this.#cursor = shape;
    this.canvas.style.cursor = shape === undefined ? 'default' : cursorStyle(shape);
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** Where a point of the page lies on the remote desktop; null before the first picture. */
  locate(clientX: number, clientY: number): { x: number; y: number } | null {
    if (this.canvas.hidden) return null;
    const shown = this.canvas.getBoundingClientRect();
    const { width, height } = this.canvas;
    const bounds = this.#display?.bounds ?? { x: 0, y: 0, width, height };
    return toRemotePoint({ x: clientX, y: clientY }, shown, { bounds });
  }

  /** Somebody else moved the remote pointer: shown there for a moment. */
  showRemotePointer(x: number, y: number): void {
    const bounds = this.#display?.bounds;
    const url = this.#cursor ? cursorImageUrl(this.#cursor) : null;
    if (!bounds || !url || !this.#cursor) return;
    const scale = this.canvas.clientWidth / bounds.width;
    const left = this.canvas.offsetLeft + (x - bounds.x) * scale - this.#cursor.hotspotX;
    const top = this.canvas.offsetTop + (y - bounds.y) * scale - this.#cursor.hotspotY;
    if (this.#remotePointer.src !== url) this.#remotePointer.src = url;
    style(this.#remotePointer, { display: 'block', transform: `translate(${left}px, ${top}px)` });
    this.#hideTimer?.dispose();
    this.#hideTimer = this.#clock.setTimer(remotePointerShownMs, () => this.hideRemotePointer());
  }

  hideRemotePointer(): void {
    this.#remotePointer.style.display = 'none';
  }

  /** After a change of the canvas, the container or the mode. */
  layout(): void {
    const { width, height } = this.canvas;
    this.canvas.hidden = width <= 1 && height <= 1;
    const available = { width: this.#container.clientWidth, height: this.#container.clientHeight };
    const shown = shownSize({ width, height }, available, this.#mode, window.devicePixelRatio);
    style(this.canvas, {
      width: `${shown.width}px`,
      height: `${shown.height}px`,
      imageRendering: this.#mode === 'actual' ? 'pixelated' : 'auto',
    });
  }

  dispose(): void {
    this.#store.dispose();
  }
}

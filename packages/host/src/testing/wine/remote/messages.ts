// What the test and the program under Wine say to each other: JSON with a picture behind it now and then, over a loopback
// socket. Each frame is two lengths (32 bit, little endian), the JSON, the bytes.

import type { CursorShape, DesktopObstacle, Display, InputMessage, Rect } from '@nearhand/protocol';
import type { CaptureWay } from '../../../ports.ts';
import type { WindowContent, WindowEvent } from '../../../window/content.ts';
import type { TrayContent, TrayEvent } from '../../../window/tray.ts';

/** One text or control of a window. */
export interface SeenControl {
  /** Without the mark of an access key. */
  readonly text: string;
  readonly bounds: Rect;
}

/** What can be asked, with what comes back. */
export interface Calls {
  open(): { readonly cursor: boolean; readonly info: object };
  close(): void;
  displays(): readonly Display[];
  captureWay(): CaptureWay;
  watch(displayId: string): number;
  grab(capture: number): { readonly damage: readonly Rect[]; readonly widthPx: number; readonly heightPx: number };
  unwatch(capture: number): void;
  inject(message: InputMessage): void;
  releaseAll(): void;
  titlesAt(x: number, y: number): readonly string[];
  titlesWithFocus(): readonly string[];
  nearhandAt(x: number, y: number): boolean;
  nearhandHasFocus(): boolean;
  obstacle(): DesktopObstacle | null;
  readText(maxBytes: number): string | null;
  writeText(text: string): boolean;
  /** As another program does; secrets as password managers do. */
  copy(text: string, secret: 'excluded' | 'notInHistory' | null): void;
  /** As another program does. */
  paste(): string | null;
  /** Hands on the computer, from outside the desktop under test. */
  keysDown(): number;
  pointer(): readonly [x: number, y: number];
  resize(widthPx: number, heightPx: number): void;
  /** Text of the program with this window class; null: it is not there. */
  textOf(className: string): string | null;
  /** Of the window of this class; null: it is not there. */
  boundsOf(className: string): Rect | null;
  /** Moves its window. */
  place(className: string, bounds: Rect): void;
  clearText(className: string): void;
  selectionOf(className: string): readonly [number, number];
  /** A window of the system's own. The first opens the window, later ones fill it. */
  showWindow(content: WindowContent): void;
  /** Everything shown so far is drawn. */
  isDrawn(): boolean;
  windowEvents(): readonly WindowEvent[];
  /** What can be seen in the windows of Nearhand programs, whoever started them. */
  nearhandControls(): readonly SeenControl[];
  /** Answers as soon as none of those windows is being filled: they hear nothing meanwhile. */
  awaitNearhand(): void;
  closeWindow(): void;
  /** Hides the window, or brings it forward. */
  setWindowSeen(isSeen: boolean): void;
  /** The first puts an icon into the tray, later ones change it. */
  showTray(content: TrayContent): void;
  trayEvents(): readonly TrayEvent[];
  closeTray(): void;
  /** CPU milliseconds used so far. */
  cpuMs(): number;
  /** Bytes of memory used now. */
  memoryBytes(): number;
}

export type Request = {
  readonly [Name in keyof Calls]: { readonly name: Name; readonly args: Parameters<Calls[Name]> };
}[keyof Calls];

export type FromWine =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly code: string | null; readonly message: string }
  /** `grabs`: how often this capture had been asked when it was told. */
  | { readonly kind: 'damage'; readonly capture: number; readonly grabs: number }
  | { readonly kind: 'displays'; readonly displays: readonly Display[] }
  | { readonly kind: 'localPointer'; readonly x: number; readonly y: number }
  | { readonly kind: 'copied' }
  | { readonly kind: 'cursor'; readonly shape: CursorShape | null };

export interface Frame {
  readonly json: unknown;
  readonly bytes: Uint8Array;
}

const headBytes = 8;

export function encodeFrame(json: unknown, bytes: Uint8Array = new Uint8Array()): Buffer {
  const text = Buffer.from(JSON.stringify(json));
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(text.length, 0);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, text, bytes]);
}

/** Puts frames together from what arrives. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;

  *read(chunk: Buffer): Generator<Frame> {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (;;) {
      if (this.#length < headBytes) return;
      if ((this.#chunks[0]?.length ?? 0) < headBytes) this.#join();
      const head = this.#chunks[0] ?? Buffer.alloc(headBytes);
      const [textBytes, bytesBytes] = [head.readUInt32LE(0), head.readUInt32LE(4)];
      const total = headBytes + textBytes + bytesBytes;
      if (this.#length < total) return;
      this.#join();
      const all = this.#chunks[0] ?? Buffer.alloc(0);
      this.#chunks = [all.subarray(total)];
      this.#length -= total;
      yield {
        json: JSON.parse(all.toString('utf8', headBytes, headBytes + textBytes)),
        bytes: all.subarray(headBytes + textBytes, total),
      };
    }
  }

  #join(): void {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
  }
}

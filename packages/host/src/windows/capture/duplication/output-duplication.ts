// The duplication of one output: brings a picture up to date with what Windows says changed, and never waits. A frame is
// given back as soon as its changes are on their way into a texture of ours; those are read when the graphics processor is
// done, at this look or a later one.

import { AppError, type Clock, type Disposable, type DisposableStore } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { atMost, within } from '../rectangles.ts';
import { type ComObject, demand, taken } from '../../native/com-object.ts';
import type { Found, GraphicsCalls } from '../../native/graphics-calls.ts';
import { result } from '../../native/graphics-interfaces.ts';
import {
  bgra,
  box,
  doNotWait,
  frameRecord,
  mappedRecord,
  mapRead,
  readableTexture,
  textureRecord,
} from '../../native/graphics-records.ts';
import { movedAreas, paintedAreas } from './frame-changes.ts';
import { copyArea } from './pixel-copy.ts';
import { type Size, type Turn, turnedRect, turnedSize } from './turned.ts';

/** Each is an order to the graphics processor. */
const maximumAreas = 64;
const maximumMetadataBytes = 1 << 20;
const lookEveryMs = 16;
const lookAgainMs = 3;
const copyLimitMs = 1000;

export interface OutputDuplicationOptions {
  readonly calls: GraphicsCalls;
  readonly clock: Clock;
  readonly duplication: ComObject<'IDXGIOutputDuplication'>;
  readonly device: ComObject<'ID3D11Device'>;
  readonly context: ComObject<'ID3D11DeviceContext'>;
  readonly display: Size;
  /** How the display is turned. */
  readonly turn: Turn;
  /** Disposed with this; what is made later is added. */
  readonly kept: DisposableStore;
}

/** Areas of the drawing that are being copied, since when. */
interface Copying {
  readonly areas: readonly Rect[];
  readonly sinceMs: number;
}

export class OutputDuplication implements Disposable {
  readonly #options: OutputDuplicationOptions;
  /** What Windows draws: the display before it is turned. */
  readonly #drawing: Size;
  #readable: ComObject<'ID3D11Texture2D'> | null = null;
  #copying: Copying | null = null;
  #hasPicture = false;

  constructor(options: OutputDuplicationOptions) {
    this.#options = options;
    this.#drawing = turnedSize(options.display, options.turn);
  }

  /** When to look next. */
  get lookInMs(): number {
    return this.#copying === null ? lookEveryMs : lookAgainMs;
  }

  /**
   * Brings a picture of the display's size up to date and says what changed; null: Windows has not given a first picture yet.
   * Throws AppError `desktop_unavailable` when the duplication has ended, for whatever reason: then the picture may hold
   * changes that were not told.
   */
  update(picture: PixelBuffer): readonly Rect[] | null {
    if (this.#copying === null) this.#nextFrame();
    const changed = this.#readCopied(picture);
    return this.#hasPicture ? changed : null;
  }

  dispose(): void {
    this.#options.kept.dispose();
  }

  #nextFrame(): void {
    const { calls, duplication } = this.#options;
    const [record, found]: [Uint8Array, Found] = [new Uint8Array(frameRecord.bytes), [null]];
    const code = duplication.call('AcquireNextFrame', 0, record, found);
    if (code === result.waitTimeout) return;
    demand('AcquireNextFrame', code);
    let released: number = result.ok;
    try {
      const frame = taken(calls, 'IDXGIResource', code, found, 'AcquireNextFrame');
      try {
        this.#copyFrame(new DataView(record.buffer), frame);
      } finally {
        frame.dispose();
      }
    } finally {
      released = duplication.call('ReleaseFrame');
    }
    demand('ReleaseFrame', released);
  }

  #copyFrame(record: DataView, frame: ComObject<'IDXGIResource'>): void {
    const isPainted = record.getBigInt64(frameRecord.lastPresent, true) !== 0n;
    // Else the pointer moved, which is told elsewhere.
    if (!isPainted && record.getUint32(frameRecord.accumulated, true) === 0) return;
    const areas = this.#hasPicture ? this.#changedAreas(record) : [this.#whole()];
    if (areas.length === 0) return;
    const { clock, context } = this.#options;
    const texture = frame.as('ID3D11Texture2D');
    try {
      this.#expectDrawing(texture);
      const readable = this.#texture();
      for (const { x, y, width, height } of areas) {
        const part = box(x, y, width, height);
        context.call('CopySubresourceRegion', readable.address, 0, x, y, 0, texture.address, 0, part);
      }
      context.call('Flush');
    } finally {
      texture.dispose();
    }
    this.#copying = { areas, sinceMs: clock.monotonicMs() };
  }

  #changedAreas(record: DataView): readonly Rect[] {
    const { duplication } = this.#options;
    const bytes = record.getUint32(frameRecord.metadataBytes, true);
    if (bytes === 0 || bytes > maximumMetadataBytes) return [this.#whole()];
    const list = (method: 'GetFrameMoveRects' | 'GetFrameDirtyRects'): Uint8Array => {
      const [memory, filled]: [Uint8Array, [number]] = [new Uint8Array(bytes), [0]];
      demand(method, duplication.call(method, bytes, memory, filled));
      return memory.subarray(0, filled[0]);
    };
    const areas = [...movedAreas(list('GetFrameMoveRects')), ...paintedAreas(list('GetFrameDirtyRects'))];
    const { widthPx, heightPx } = this.#drawing;
    return atMost(maximumAreas, within(widthPx, heightPx, areas));
  }

  #readCopied(picture: PixelBuffer): readonly Rect[] {
    if (this.#copying === null) return [];
    const { areas, sinceMs } = this.#copying;
    const { calls, clock, context, turn } = this.#options;
    const texture = this.#texture();
    const record = new Uint8Array(mappedRecord.bytes);
    const code = context.call('Map', texture.address, 0, mapRead, doNotWait, record);
    if (code === result.wasStillDrawing && clock.monotonicMs() - sinceMs < copyLimitMs) return [];
    demand('Map', code);
    try {
      const fields = new DataView(record.buffer);
      const memory = fields.getBigUint64(mappedRecord.memory, true);
      const rowBytes = fields.getUint32(mappedRecord.rowBytes, true);
      const drawing = { ...this.#drawing, memory, rowBytes };
      if (memory === 0n || rowBytes < drawing.widthPx * 4) throw unavailable('Map: no such memory');
      for (const area of areas) copyArea(drawing, area, turn, picture, (into, from) => calls.read(into, from));
    } finally {
      context.call('Unmap', texture.address, 0);
    }
    this.#copying = null;
    this.#hasPicture = true;
    return areas.map((area) => turnedRect(area, this.#drawing, turn));
  }

  #texture(): ComObject<'ID3D11Texture2D'> {
    if (this.#readable !== null) return this.#readable;
    const { calls, device, kept } = this.#options;
    const { widthPx, heightPx } = this.#drawing;
    const found: Found = [null];
    const code = device.call('CreateTexture2D', readableTexture(widthPx, heightPx), null, found);
    this.#readable = kept.add(taken(calls, 'ID3D11Texture2D', code, found, 'CreateTexture2D'));
    return this.#readable;
  }

  /** In the middle of a change of mode it may be another. */
  #expectDrawing(texture: ComObject<'ID3D11Texture2D'>): void {
    const record = new Uint8Array(textureRecord.bytes);
    texture.call('GetDesc', record);
    const fields = new DataView(record.buffer);
    const [width, height] = [fields.getUint32(textureRecord.width, true), fields.getUint32(textureRecord.height, true)];
    const format = fields.getUint32(textureRecord.format, true);
    const { widthPx, heightPx } = this.#drawing;
    if (width === widthPx && height === heightPx && format === bgra) return;
    throw unavailable(`a frame of ${width}x${height} in format ${format}`);
  }

  #whole(): Rect {
    return { x: 0, y: 0, width: this.#drawing.widthPx, height: this.#drawing.heightPx };
  }
}

function unavailable(message: string): AppError {
  return new AppError('desktop_unavailable', message);
}

// A picture of part of the root window, filled row band by row band: through shared memory where the server shares ours,
// otherwise over the connection. Knows nothing of damage.

import koffi from 'koffi';
import { AppError, type Disposable } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import type { XConnection } from './connection.ts';
import { ipcCreate, ipcPrivate, ipcRemove } from './native/libc.ts';
import type { Pointer } from '../native/library.ts';
import { imageStruct } from './native/x11.ts';
import { type Xext, shmSegmentStruct } from './native/xext.ts';

const zPixmap = 2;
const allPlanes = 0xffffffff;
const littleEndian = 0;

export interface ScreenImage extends Disposable {
  readonly picture: PixelBuffer;
  /** Copies rows `top` to `top + height` (relative to `bounds`) from the screen. false: the server refused. */
  read(bounds: Rect, top: number, height: number): boolean;
}

export function createScreenImage(connection: XConnection, bounds: Rect): ScreenImage {
  return SharedScreenImage.tryCreate(connection, bounds) ?? new CopiedScreenImage(connection, bounds);
}

interface ImageFields {
  readonly width: number;
  readonly height: number;
  readonly data: Pointer;
  readonly byteOrder: number;
  readonly bytesPerLine: number;
  readonly bitsPerPixel: number;
  readonly redMask: number;
  readonly blueMask: number;
}

function readFields(image: Pointer): ImageFields {
  return koffi.decode(image, imageStruct);
}

function assertSupported(fields: ImageFields): void {
  const masks = fields.redMask === 0xff0000 && fields.blueMask === 0xff;
  if (fields.bitsPerPixel === 32 && fields.byteOrder === littleEndian && masks) return;
  throw new AppError('desktop_unavailable', 'This display does not have 24 or 32 bit colour.', {
    details: { bitsPerPixel: fields.bitsPerPixel, byteOrder: fields.byteOrder, redMask: fields.redMask },
  });
}

/**
 * The segment stays attached until nobody can see the picture's memory any more: whoever keeps the picture after
 * disposal reads old pixels, instead of crashing.
 */
class SharedScreenImage implements ScreenImage {
  readonly picture: PixelBuffer;
  readonly #connection: XConnection;
  readonly #xext: Xext;
  readonly #segment: Pointer;
  readonly #image: Pointer;
  readonly #address: Pointer;
  #disposed = false;

  /** null: no MIT-SHM, or the server runs on another machine. */
  static tryCreate(connection: XConnection, bounds: Rect): SharedScreenImage | null {
    const { xext, libc } = connection.libraries;
    if (!xext || xext.shmQueryExtension(connection.display) === 0) return null;
    const id = libc.shmget(ipcPrivate, bounds.width * bounds.height * 4, ipcCreate | 0o600);
    if (id < 0) return null;
    const address = libc.shmat(id, null, 0);
    const attached = BigInt.asIntN(64, address) !== -1n;
    const segment: Pointer = koffi.alloc(shmSegmentStruct, 1);
    koffi.encode(segment, shmSegmentStruct, { seg: 0, id, address: attached ? address : 0n, readOnly: 0 });
    const shared =
      attached && connection.attempt(() => xext.shmAttach(connection.display, segment), true).error === null;
    // Marked for removal at once: it goes when the last side detaches, even after a crash.
    libc.shmctl(id, ipcRemove, null);
    if (shared) return new SharedScreenImage({ connection, xext, segment, address, bounds });
    if (attached) libc.shmdt(address);
    koffi.free(segment);
    return null;
  }

  constructor(options: { connection: XConnection; xext: Xext; segment: Pointer; address: Pointer; bounds: Rect }) {
    const { connection, xext, segment, address, bounds } = options;
    const { x11, libc } = connection.libraries;
    this.#connection = connection;
    this.#xext = xext;
    this.#segment = segment;
    this.#address = address;
    const visual = x11.defaultVisual(connection.display, connection.screen);
    const depth = x11.defaultDepth(connection.display, connection.screen);
    const { width, height } = bounds;
    const image = xext.shmCreateImage(connection.display, visual, depth, zPixmap, address, segment, width, height);
    if (image === null) throw new AppError('desktop_unavailable', 'The display cannot be captured.');
    this.#image = image;
    const fields = readFields(image);
    try {
      assertSupported(fields);
    } catch (error) {
      this.#release();
      libc.shmdt(address);
      throw error;
    }
    const memory = koffi.view(address, fields.bytesPerLine * height);
    detachWhenUnseen(memory, () => libc.shmdt(address));
    this.picture = { widthPx: width, heightPx: height, strideBytes: fields.bytesPerLine, data: new Uint8Array(memory) };
  }

  read(bounds: Rect, top: number, height: number): boolean {
    if (this.#disposed) return false;
    // The server writes at the distance of `data` from the start of the segment: this reads a band in place.
    koffi.encode(this.#image, koffi.offsetof(imageStruct, 'height'), 'int', height);
    const data = this.#address + BigInt(top * this.picture.strideBytes);
    koffi.encode(this.#image, koffi.offsetof(imageStruct, 'data'), 'void *', data);
    const { display, root } = this.#connection;
    const { value, error } = this.#connection.attempt(() =>
      this.#xext.shmGetImage(display, root, this.#image, bounds.x, bounds.y + top, allPlanes),
    );
    return value !== 0 && error === null;
  }

  dispose(): void {
    if (this.#disposed) return;
    if (!this.#connection.closed) this.#xext.shmDetach(this.#connection.display, this.#segment);
    this.#release();
  }

  #release(): void {
    this.#disposed = true;
    this.#connection.sync();
    this.#connection.libraries.x11.free(this.#image);
    koffi.free(this.#segment);
  }
}

const unseen = new FinalizationRegistry<() => void>((detach) => detach());
function detachWhenUnseen(memory: ArrayBuffer, detach: () => void): void {
  unseen.register(memory, detach);
}

class CopiedScreenImage implements ScreenImage {
  readonly picture: PixelBuffer;
  readonly #connection: XConnection;
  #disposed = false;

  constructor(connection: XConnection, bounds: Rect) {
    this.#connection = connection;
    const { width, height } = bounds;
    const data = new Uint8Array(width * height * 4);
    this.picture = { widthPx: width, heightPx: height, strideBytes: width * 4, data };
  }

  read(bounds: Rect, top: number, height: number): boolean {
    if (this.#disposed) return false;
    const { x11 } = this.#connection.libraries;
    const { display, root } = this.#connection;
    const { value: image } = this.#connection.attempt(() =>
      x11.getImage(display, root, bounds.x, bounds.y + top, bounds.width, height, allPlanes, zPixmap),
    );
    if (image === null) return false;
    const fields = readFields(image);
    try {
      assertSupported(fields);
      const rows = new Uint8Array(koffi.view(fields.data, fields.bytesPerLine * height));
      for (let row = 0; row < height; row++) {
        const from = row * fields.bytesPerLine;
        this.picture.data.set(rows.subarray(from, from + bounds.width * 4), (top + row) * this.picture.strideBytes);
      }
    } finally {
      x11.free(fields.data);
      x11.free(image);
    }
    return true;
  }

  dispose(): void {
    this.#disposed = true;
  }
}

// Watching displays: XDamage says where something changed, the picture is read when the consumer asks for it.

import koffi from 'koffi';
import { AppError, DisposableStore, Emitter } from '@nearhand/base';
import type { Rect } from '@nearhand/protocol';
import type { CaptureWay, DisplayCapture, ScreenCapture } from '../ports.ts';
import type { XConnection } from './connection.ts';
import type { X11Displays } from './displays.ts';
import type { Out, Pointer } from '../native/library.ts';
import { type Xdamage, damageEvent, damageReport } from './native/xdamage.ts';
import type { Xfixes } from './native/xfixes.ts';
import { type ScreenImage, createScreenImage } from './screen-image.ts';

/** More rectangles than this are told as the one that holds them. */
const maximumRectangles = 200;
/** Reading this many rows more costs less than another round trip. */
const joinedGapPx = 100;
const noRegion = 0;

export class X11ScreenCapture implements ScreenCapture {
  readonly #connection: XConnection;
  readonly #displays: X11Displays;
  readonly #damage: Xdamage;
  readonly #fixes: Xfixes;
  readonly #notifyEvent: number;

  /** Throws AppError `desktop_unavailable` where the server cannot tell what changes. */
  constructor(connection: XConnection, displays: X11Displays) {
    const { xdamage, xfixes } = connection.libraries;
    const event: Out = [0];
    if (!xfixes || xfixes.queryExtension(connection.display, [0], [0]) === 0) throw missing('XFixes');
    if (!xdamage || xdamage.queryExtension(connection.display, event, [0]) === 0) throw missing('XDamage');
    this.#connection = connection;
    this.#displays = displays;
    this.#damage = xdamage;
    this.#fixes = xfixes;
    this.#notifyEvent = event[0] + damageEvent.notify;
  }

  open(displayId: string): DisplayCapture {
    if (!this.#displays.find(displayId)) throw new AppError('display_not_found', 'There is no such display.');
    return new X11DisplayCapture({
      connection: this.#connection,
      displays: this.#displays,
      watch: new DamageWatch(this.#connection, this.#damage, this.#fixes, this.#notifyEvent),
      displayId,
    });
  }

  way(): Promise<CaptureWay> {
    return Promise.resolve({ name: 'XDamage', whyNotQuicker: null });
  }
}

function missing(extension: string): AppError {
  return new AppError('desktop_unavailable', `The display server lacks ${extension}.`);
}

/** What changed on the whole desktop since it was last asked. */
class DamageWatch {
  readonly onDamage = new Emitter<void>();
  readonly #connection: XConnection;
  readonly #damage: Xdamage;
  readonly #fixes: Xfixes;
  readonly #damageId: number;
  readonly #region: number;
  #takenBy = 0;
  readonly #store = new DisposableStore();

  constructor(connection: XConnection, damage: Xdamage, fixes: Xfixes, notifyEvent: number) {
    this.#connection = connection;
    this.#damage = damage;
    this.#fixes = fixes;
    this.#region = fixes.createRegion(connection.display, null, 0);
    this.#damageId = damage.create(connection.display, connection.root, damageReport.nonEmpty);
    this.#store.add(
      connection.handle(notifyEvent, (event) => {
        if (Number(event.getBigUint64(damageEvent.damageField, true)) !== this.#damageId) return;
        // Sent before the last taking: told already.
        if (Number(event.getBigUint64(damageEvent.serialField, true)) < this.#takenBy) return;
        this.onDamage.emit();
      }),
    );
    this.#store.add(this.onDamage);
    connection.flush();
  }

  /** Forgets and tells the damage so far; what changes from here on is reported anew. */
  take(): readonly Rect[] {
    const { display, libraries } = this.#connection;
    this.#takenBy = libraries.x11.nextRequest(display);
    this.#damage.subtract(display, this.#damageId, noRegion, this.#region);
    const count: Out = [0];
    const list = this.#fixes.fetchRegion(display, this.#region, count);
    this.#connection.settle();
    if (list === null) return [];
    const rects = count[0] > 0 ? readRectangles(list, count[0]) : [];
    libraries.x11.free(list);
    return rects;
  }

  dispose(): void {
    this.#store.dispose();
    if (this.#connection.closed) return;
    this.#damage.destroy(this.#connection.display, this.#damageId);
    this.#fixes.destroyRegion(this.#connection.display, this.#region);
    this.#connection.flush();
  }
}

interface CaptureOptions {
  readonly connection: XConnection;
  readonly displays: X11Displays;
  readonly watch: DamageWatch;
  readonly displayId: string;
}

class X11DisplayCapture implements DisplayCapture {
  readonly onDamage = new Emitter<void>();
  readonly #connection: XConnection;
  readonly #displays: X11Displays;
  readonly #watch: DamageWatch;
  readonly #displayId: string;
  readonly #store = new DisposableStore();
  #bounds: Rect;
  #image: ScreenImage;
  #everything = true;
  #announced = false;
  #disposed = false;

  constructor({ connection, displays, watch, displayId }: CaptureOptions) {
    this.#connection = connection;
    this.#displays = displays;
    this.#watch = watch;
    this.#displayId = displayId;
    this.#bounds = displays.find(displayId)?.bounds ?? { x: 0, y: 0, width: 1, height: 1 };
    this.#image = createScreenImage(connection, this.#bounds);
    this.#store.add(this.onDamage);
    this.#store.add(watch);
    this.#store.add(watch.onDamage.on(() => this.#announce()));
    this.#store.add(displays.onChanged.on(() => this.#followBounds()));
  }

  grab(): ReturnType<DisplayCapture['grab']> {
    this.#announced = false;
    if (this.#disposed || this.#connection.closed) return { picture: this.#image.picture, damage: [] };
    const changed = this.#watch.take();
    const damage = this.#everything ? [this.#whole()] : merged(clipped(changed, this.#bounds));
    if (damage.length > 0) this.#everything = !this.#read(damage);
    // Asked while the display is changing its size: the change's event brings the next picture.
    return { picture: this.#image.picture, damage: this.#everything ? [] : damage };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#store.dispose();
    this.#image.dispose();
  }

  #read(damage: readonly Rect[]): boolean {
    return rowBands(damage).every(({ top, bottom }) => this.#image.read(this.#bounds, top, bottom - top));
  }

  #whole(): Rect {
    return { x: 0, y: 0, width: this.#bounds.width, height: this.#bounds.height };
  }

  #announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    this.onDamage.emit();
  }

  #followBounds(): void {
    const bounds = this.#displays.find(this.#displayId)?.bounds;
    if (!bounds || this.#disposed) return;
    const { x, y, width, height } = this.#bounds;
    if (bounds.x === x && bounds.y === y && bounds.width === width && bounds.height === height) return;
    if (bounds.width !== width || bounds.height !== height) {
      this.#image.dispose();
      this.#image = createScreenImage(this.#connection, bounds);
    }
    this.#bounds = bounds;
    this.#everything = true;
    this.#announce();
  }
}

/** XRectangle: x, y, width, height as 16 bit numbers. */
function readRectangles(list: Pointer, count: number): Rect[] {
  const numbers = new DataView(koffi.view(list, count * 8));
  return Array.from({ length: count }, (_, index) => ({
    x: numbers.getInt16(index * 8, true),
    y: numbers.getInt16(index * 8 + 2, true),
    width: numbers.getUint16(index * 8 + 4, true),
    height: numbers.getUint16(index * 8 + 6, true),
  }));
}

/** The parts inside the bounds, relative to them. */
function clipped(rects: readonly Rect[], bounds: Rect): Rect[] {
  const inside: Rect[] = [];
  for (const rect of rects) {
    const left = Math.max(rect.x - bounds.x, 0);
    const top = Math.max(rect.y - bounds.y, 0);
    const right = Math.min(rect.x + rect.width - bounds.x, bounds.width);
    const bottom = Math.min(rect.y + rect.height - bounds.y, bounds.height);
    if (right > left && bottom > top) inside.push({ x: left, y: top, width: right - left, height: bottom - top });
  }
  return inside;
}

function merged(rects: Rect[]): Rect[] {
  if (rects.length <= maximumRectangles) return rects;
  const left = Math.min(...rects.map((rect) => rect.x));
  const top = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return [{ x: left, y: top, width: right - left, height: bottom - top }];
}

/** The rows to read: what lies close together is read at once. */
function rowBands(rects: readonly Rect[]): { top: number; bottom: number }[] {
  const bands: { top: number; bottom: number }[] = [];
  for (const { y, height } of rects.toSorted((a, b) => a.y - b.y)) {
    const last = bands.at(-1);
    if (last && y <= last.bottom + joinedGapPx) last.bottom = Math.max(last.bottom, y + height);
    else bands.push({ top: y, bottom: y + height });
  }
  return bands;
}

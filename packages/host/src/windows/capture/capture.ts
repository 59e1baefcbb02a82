// Watching displays of Windows. Several captures of one display share one look at it.

import { AppError, type Clock, type Disposable, DisposableStore, Emitter } from '@nearhand/base';
import type { Display, PixelBuffer, Rect } from '@nearhand/protocol';
import type { CaptureWay, DisplayCapture, ScreenCapture } from '../../ports.ts';
import type { WindowsDisplays } from '../displays.ts';
import { DisplayWatch } from './display-watch.ts';
import type { FrameSource } from './frame-source.ts';
import { atMost } from './rectangles.ts';

/** More rectangles than this are told as the one that holds them. */
const maximumRectangles = 200;

export interface WindowsScreenCaptureOptions {
  readonly displays: WindowsDisplays;
  readonly clock: Clock;
  /** Throws AppError `desktop_unavailable`. */
  readonly createSource: (display: Display) => FrameSource;
  /** Why desktop duplication does not give this display; null: it does. */
  readonly refusalOf: (display: Display) => Promise<string | null>;
}

interface Shared {
  readonly watch: DisplayWatch;
  users: number;
}

export class WindowsScreenCapture implements ScreenCapture, Disposable {
  readonly #options: WindowsScreenCaptureOptions;
  readonly #watches = new Map<string, Shared>();
  readonly #store = new DisposableStore();

  constructor(options: WindowsScreenCaptureOptions) {
    this.#options = options;
    this.#store.add(options.displays.onChanged.on(() => this.#followDisplays()));
    this.#store.defer(() => {
      for (const { watch } of this.#watches.values()) watch.dispose();
    });
  }

  open(displayId: string): DisplayCapture {
    const shared = this.#watches.get(displayId) ?? this.#watch(displayId);
    shared.users++;
    return new WindowsDisplayCapture(shared.watch, () => {
      shared.users--;
      if (shared.users > 0) return;
      this.#watches.delete(displayId);
      shared.watch.dispose();
    });
  }

  async way(): Promise<CaptureWay> {
    const { displays, refusalOf } = this.#options;
    for (const display of displays.list()) {
      const refusal = await refusalOf(display);
      if (refusal !== null) return { name: 'GDI', whyNotQuicker: `${display.name}: ${refusal}` };
    }
    return { name: 'desktop duplication (DXGI)', whyNotQuicker: null };
  }

  /** Input is on its way: its effect is looked for soon. */
  expectChange(): void {
    for (const { watch } of this.#watches.values()) watch.expectChange();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #watch(displayId: string): Shared {
    const { clock, createSource, displays } = this.#options;
    const display = displays.find(displayId);
    if (!display) throw new AppError('display_not_found', 'There is no such display.');
    const shared = { watch: new DisplayWatch({ clock, createSource, display }), users: 0 };
    this.#watches.set(displayId, shared);
    return shared;
  }

  #followDisplays(): void {
    for (const [displayId, { watch }] of this.#watches) {
      const display = this.#options.displays.find(displayId);
      if (display) watch.follow(display);
    }
  }
}

class WindowsDisplayCapture implements DisplayCapture {
  readonly onDamage = new Emitter<void>();
  readonly #watch: DisplayWatch;
  readonly #store = new DisposableStore();
  /** null: everything. */
  #pending: readonly Rect[] | null = null;
  #announced = true;

  constructor(watch: DisplayWatch, release: () => void) {
    this.#watch = watch;
    this.#store.defer(release);
    this.#store.defer(() => {
      if (!this.#announced) watch.stopWaiting();
    });
    this.#store.add(this.onDamage);
    this.#store.add(watch.onChanged.on((rects) => this.#note(rects)));
    // Before the first grab too, changes of the display's size are told.
    this.#listen();
  }

  grab(): { readonly picture: PixelBuffer; readonly damage: readonly Rect[] } {
    const { picture } = this.#watch;
    if (this.#store.disposed) return { picture, damage: [] };
    // What this look finds is handed out here, not told.
    this.#silence();
    this.#watch.look();
    const whole = { x: 0, y: 0, width: picture.widthPx, height: picture.heightPx };
    const damage = this.#pending ?? [whole];
    this.#pending = [];
    this.#listen();
    return { picture, damage };
  }

  dispose(): void {
    this.#store.dispose();
  }

  #listen(): void {
    this.#announced = false;
    this.#watch.wait();
  }

  #silence(): void {
    if (this.#announced) return;
    this.#announced = true;
    this.#watch.stopWaiting();
  }

  #note(rects: readonly Rect[] | null): void {
    if (rects === null) this.#pending = null;
    else if (this.#pending !== null) this.#pending = atMost(maximumRectangles, [...this.#pending, ...rects]);
    if (this.#announced) return;
    this.#silence();
    this.onDamage.emit();
  }
}

// What one viewer has of the desktop: the list of displays, the picture of one of them, and a way in for input. Follows
// the desktop when it is lost and found again.

import { type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import type { Desktop } from '@nearhand/host';
import type { DesktopObstacle, Display, InputBlock, InputMessage, Permission } from '@nearhand/protocol';
import type { DesktopLease } from '../desktop/desktop-holder.ts';
import { clampFilter, ownWindowFilter, permissionFilter, rateFilter, suspensionFilter } from '../input/filters.ts';
import { InputChain } from '../input/input-chain.ts';
import type { ScreenFeed } from '../screen/screen-feed.ts';
import type { Runtime } from './runtime.ts';

/** A hand with the fastest mouse makes about a thousand events a second. */
const inputPerSecond = 1500;
const inputBurst = 3000;

export interface ViewerDesktopOptions {
  readonly lease: DesktopLease;
  readonly feed: ScreenFeed;
  /** A consent question is open. */
  readonly isAsking: () => boolean;
  readonly permissions: () => readonly Permission[];
  /** Why there never is a desktop here; null: there may be one. */
  readonly lacking: DesktopObstacle | null;
  readonly runtime: Runtime;
}

export class ViewerDesktop implements Disposable {
  readonly #options: ViewerDesktopOptions;
  readonly #store = new DisposableStore();
  readonly #displaysChanged = this.#store.add(new Emitter<void>());
  readonly #blocked = this.#store.add(new Emitter<InputBlock | null>());
  readonly #obstructed = this.#store.add(new Emitter<DesktopObstacle | null>());
  readonly #pointed = this.#store.add(new Emitter<{ x: number; y: number; byViewer: boolean }>());
  #current = new DisposableStore();
  #chain: InputChain | null = null;
  #desktop: Desktop | null = null;

  /** Also when the desktop was lost or found. */
  readonly onDisplaysChanged: Event<void> = this.#displaysChanged;
  readonly onBlocked: Event<InputBlock | null> = this.#blocked;
  /** What comes between changed. */
  readonly onObstructed: Event<DesktopObstacle | null> = this.#obstructed;
  /** The pointer was moved: by this viewer, or by the person at the computer. */
  readonly onPointed: Event<{ x: number; y: number; byViewer: boolean }> = this.#pointed;

  constructor(options: ViewerDesktopOptions) {
    this.#options = options;
    this.#store.add(options.lease);
    this.#store.add(options.feed);
    this.#store.defer(() => this.#current.dispose());
    this.#store.add(options.lease.onChanged.on((desktop) => this.#take(desktop)));
    this.#take(options.lease.desktop);
  }

  get desktop(): Desktop | null {
    return this.#desktop;
  }

  get displays(): readonly Display[] {
    return this.#desktop?.displays.list() ?? [];
  }

  get displayId(): string | null {
    return this.#options.feed.displayId;
  }

  /** What keeps the desktop from being seen or used. */
  get obstacle(): DesktopObstacle | null {
    return this.#desktop === null ? this.#options.lacking : (this.#desktop.obstacles?.current() ?? null);
  }

  /** Throws AppError `display_not_found`. */
  select(displayId: string): void {
    this.#options.feed.show(this.#desktop, displayId);
  }

  handleInput(message: InputMessage): void {
    this.#chain?.handle(message);
  }

  /** Lets go of everything this viewer holds down. */
  releaseInput(): void {
    this.#chain?.releaseAll();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #take(desktop: Desktop | null): void {
    if (desktop === this.#desktop && this.#chain !== null) return;
    this.#current.dispose();
    this.#current = new DisposableStore();
    this.#chain = null;
    this.#desktop = desktop;
    if (desktop !== null) this.#follow(desktop);
    this.#showBest();
    this.#displaysChanged.emit();
    this.#obstructed.emit(this.obstacle);
  }

  #follow(desktop: Desktop): void {
    const { isAsking, permissions, runtime } = this.#options;
    const filters = [
      permissionFilter(permissions),
      suspensionFilter(isAsking),
      rateFilter(runtime.clock, inputPerSecond, inputBurst),
      clampFilter(() => desktop.displays.list()),
      ownWindowFilter(desktop.windows),
    ];
    const chain = this.#current.add(new InputChain({ filters, injector: desktop.input }));
    this.#chain = chain;
    chain.onBlocked.on((block) => this.#blocked.emit(block));
    chain.onInjected.on((message) => {
      if ('x' in message) this.#pointed.emit({ x: message.x, y: message.y, byViewer: true });
    });
    const { obstacles } = desktop;
    if (obstacles) this.#current.add(obstacles.onChanged.on((obstacle) => this.#obstructed.emit(obstacle)));
    const local = desktop.input?.onLocalPointer;
    if (local) this.#current.add(local.on(({ x, y }) => this.#pointed.emit({ x, y, byViewer: false })));
    this.#current.add(
      desktop.displays.onChanged.on(() => {
        this.#showBest();
        this.#displaysChanged.emit();
      }),
    );
  }

  /** The display watched before if it is still there, else the primary one, else the first. */
  #showBest(): void {
    const { feed, runtime } = this.#options;
    const displays = this.displays;
    const kept = displays.find(({ id }) => id === feed.displayId);
    const best = kept ?? displays.find(({ primary }) => primary) ?? displays[0];
    try {
      feed.show(this.#desktop, best?.id ?? null);
    } catch (error) {
      // It went away in this very moment; the next change of the displays is on its way.
      runtime.logger.warn('the display is gone', { error });
    }
  }
}

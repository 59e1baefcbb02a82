// The desktop, opened when the first viewer needs it and closed some time after the last has gone: an idle agent watches
// nothing. A desktop that breaks is opened again while anybody needs it.

import {
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  type Logger,
  toDisposable,
} from '@nearhand/base';
import type { Desktop } from '@nearhand/host';
import type { Ticket } from '@nearhand/protocol';

const lingerMs = 5000;
const retryMs = 2000;

/** One user's share. Disposing it gives the share back. */
export interface DesktopLease extends Disposable {
  /** null: there is none just now. */
  readonly desktop: Desktop | null;
  readonly onChanged: Event<Desktop | null>;
}

/** Where viewers get their desktop; the ticket matters where each session has one of its own. */
export interface DesktopSource extends Disposable {
  acquire(ticket: Pick<Ticket, 'sessionId' | 'principal'>): DesktopLease;
}

export interface DesktopHolderOptions {
  /** Rejects or throws AppError `desktop_unavailable` where there is none. */
  readonly open: () => Desktop | Promise<Desktop>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class DesktopHolder implements DesktopSource {
  readonly #options: DesktopHolderOptions;
  readonly #changed = new Emitter<Desktop | null>();
  #users = 0;
  #desktop: Desktop | null = null;
  #watch: Disposable | null = null;
  #opening = false;
  #timer: Disposable | null = null;
  #disposed = false;

  constructor(options: DesktopHolderOptions) {
    this.#options = options;
  }

  /** The one that is open; null: none is. */
  get current(): Desktop | null {
    return this.#desktop;
  }

  acquire(): DesktopLease {
    this.#users++;
    this.#timer?.dispose();
    if (this.#desktop === null) void this.#open();
    const store = new DisposableStore();
    const changed = store.add(new Emitter<Desktop | null>());
    store.add(this.#changed.on((desktop) => changed.emit(desktop)));
    store.add(toDisposable(() => this.#release()));
    const current = (): Desktop | null => this.#desktop;
    return {
      get desktop() {
        return current();
      },
      onChanged: changed,
      dispose: () => store.dispose(),
    };
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#close();
    this.#changed.dispose();
  }

  #release(): void {
    this.#users--;
    if (this.#users > 0 || this.#disposed) return;
    this.#timer?.dispose();
    this.#timer = this.#options.clock.setTimer(lingerMs, () => this.#close());
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#disposed) return;
    this.#opening = true;
    try {
      const desktop = await this.#options.open();
      if (this.#disposed || this.#users === 0) desktop.dispose();
      else this.#take(desktop);
    } catch (error) {
      this.#options.logger.warn('the desktop cannot be opened', { error });
      this.#retry();
    } finally {
      this.#opening = false;
    }
  }

  #take(desktop: Desktop): void {
    this.#desktop = desktop;
    this.#watch = desktop.onLost.on((error) => {
      this.#options.logger.warn('the desktop is lost', { error });
      this.#close();
      this.#retry();
    });
    this.#options.logger.info('desktop opened', { system: desktop.info.systemName });
    this.#changed.emit(desktop);
  }

  #retry(): void {
    this.#timer?.dispose();
    this.#timer = this.#options.clock.setTimer(retryMs, () => {
      if (this.#users > 0) void this.#open();
    });
  }

  #close(): void {
    const desktop = this.#desktop;
    if (desktop === null) return;
    this.#desktop = null;
    this.#watch?.dispose();
    // Users let go of what they hold on it first.
    this.#changed.emit(null);
    desktop.dispose();
  }
}

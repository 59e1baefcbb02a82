// Tells one viewer how busy the computer is, while it looks and may see.

import { type Clock, type Disposable, repeat } from '@nearhand/base';
import type { LoadMeter } from '@nearhand/host';
import { type ComputerLoad, loadEveryMs } from '@nearhand/protocol';

export interface ViewerLoadOptions {
  readonly meter: LoadMeter;
  readonly maySee: () => boolean;
  readonly tell: (load: ComputerLoad) => void;
  readonly clock: Clock;
}

export class ViewerLoad implements Disposable {
  readonly #options: ViewerLoadOptions;
  #timer: Disposable | null = null;
  #measuredMs = -Infinity;

  constructor(options: ViewerLoadOptions) {
    this.#options = options;
  }

  watch(on: boolean): void {
    if (on === (this.#timer !== null)) return;
    this.#timer?.dispose();
    this.#timer = on ? repeat(this.#options.clock, loadEveryMs, () => this.#measure()) : null;
    // However often it looks away and back.
    if (on && this.#options.clock.monotonicMs() - this.#measuredMs >= loadEveryMs) void this.#measure();
  }

  dispose(): void {
    this.watch(false);
  }

  async #measure(): Promise<void> {
    const { clock, maySee, meter, tell } = this.#options;
    this.#measuredMs = clock.monotonicMs();
    if (!maySee()) return;
    const load = await meter.measure();
    if (this.#timer !== null && maySee()) tell(load);
  }
}

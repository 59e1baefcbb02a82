// The timers of a link's waiting states, so that none of them waits for ever.

import { type Clock, type Disposable, toDisposable } from '@nearhand/base';
import type { LinkSettings } from './link-settings.ts';

export interface LinkDeadlineEvents {
  /** The state has lasted too long: the link is over. */
  onTimeout(): void;
  /** The peer is there and no keys came of it: begin again on the same path. */
  onStall(): void;
  /** This path seems of no use: look for another. */
  onGiveUpPath(): void;
}

/** Beginnings on one path before it is given up. */
const maxStalls = 2;

/** Each doubles the wait. */
const maxPatience = 3;

export class LinkDeadlines implements Disposable {
  readonly #clock: Clock;
  readonly #settings: LinkSettings;
  readonly #events: LinkDeadlineEvents;
  #state: Disposable = toDisposable(() => {});
  #path: Disposable = toDisposable(() => {});
  #stalls = 0;
  #stalled = false;
  /** Stalls since the link was last active: where everything takes long, waiting must be longer too. */
  #patience = 0;

  constructor(clock: Clock, settings: LinkSettings, events: LinkDeadlineEvents) {
    this.#clock = clock;
    this.#settings = settings;
    this.#events = events;
  }

  enter(state: 'connecting' | 'active' | 'interrupted'): void {
    this.#state.dispose();
    if (state === 'active') {
      this.#patience = 0;
      this.waitForPath();
      return;
    }
    const { connectTimeoutMs, interruptionTimeoutMs } = this.#settings;
    const delayMs = state === 'connecting' ? connectTimeoutMs : interruptionTimeoutMs;
    this.#state = this.#clock.setTimer(delayMs, () => this.#events.onTimeout());
  }

  /** No path, or one in use: nothing to watch there. */
  waitForPath(): void {
    this.#path.dispose();
    this.#stalls = 0;
  }

  /** There is a path; whether the peer is on it. */
  waitForPeer(present: boolean): void {
    this.#path.dispose();
    if (!this.#stalled) this.#stalls = 0;
    const { stallMs, aloneMs } = this.#settings;
    const delayMs = present ? stallMs * 2 ** this.#patience : aloneMs;
    this.#path = this.#clock.setTimer(delayMs, () => this.#expire(present));
  }

  #expire(present: boolean): void {
    this.#stalls++;
    if (present) this.#patience = Math.min(this.#patience + 1, maxPatience);
    if (!present || this.#stalls >= maxStalls) {
      this.waitForPath();
      this.#events.onGiveUpPath();
      return;
    }
    this.#stalled = true;
    this.#events.onStall();
    this.#stalled = false;
  }

  dispose(): void {
    this.#state.dispose();
    this.#path.dispose();
  }
}

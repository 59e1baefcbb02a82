// How much of the program each invitation has received, for its page and the technician; in memory only, and the oldest are
// forgotten first. Counted by the server, since browsers show no progress of a compressed transfer.

import { type Clock, type Disposable, Emitter, type Event } from '@nearhand/base';
import type { Download } from '@nearhand/protocol';

const remembered = 1_000;
/** Technicians are told no more often, also of the end: whoever has the link can end again and again. */
const tellEveryMs = 1_000;

interface Entry {
  readonly download: Download;
  /** Runs while nothing new is told. */
  readonly pause: Disposable | null;
}

export class DownloadProgress implements Disposable {
  readonly #clock: Clock;
  readonly #byRequest = new Map<string, Entry>();
  readonly #moved = new Emitter<{ requestId: string }>();

  /** More was sent than when it was told last. */
  readonly onMoved: Event<{ requestId: string }> = this.#moved;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(requestId: string, download: Download): void {
    const before = this.#byRequest.get(requestId);
    const pause = before?.pause ?? this.#pause(requestId, download);
    // Last in order: it is the one that was used last.
    this.#byRequest.delete(requestId);
    this.#byRequest.set(requestId, { download, pause });
    if (pause !== before?.pause) this.#moved.emit({ requestId });
    this.#forgetOldest();
  }

  /** null: nothing was downloaded since this server started. */
  of(requestId: string): Download | null {
    return this.#byRequest.get(requestId)?.download ?? null;
  }

  dispose(): void {
    for (const { pause } of this.#byRequest.values()) pause?.dispose();
    this.#moved.dispose();
  }

  /** After it, what came meanwhile is told. */
  #pause(requestId: string, told: Download): Disposable {
    return this.#clock.setTimer(tellEveryMs, () => {
      const entry = this.#byRequest.get(requestId);
      if (entry === undefined) return;
      this.#byRequest.set(requestId, { ...entry, pause: null });
      if (entry.download.sent !== told.sent) this.note(requestId, entry.download);
    });
  }

  #forgetOldest(): void {
    const [oldest] = this.#byRequest;
    if (this.#byRequest.size <= remembered || oldest === undefined) return;
    oldest[1].pause?.dispose();
    this.#byRequest.delete(oldest[0]);
  }
}

// How much of the program each invitation has received, for its page and the technician; in memory only, and the oldest are
// forgotten first. Counted by the server, since browsers show no progress of a compressed transfer.

const remembered = 1_000;

export interface Progress {
  readonly sent: number;
  readonly total: number;
}

export class DownloadProgress {
  readonly #byRequest = new Map<string, Progress>();

  note(requestId: string, progress: Progress): void {
    this.#byRequest.delete(requestId);
    this.#byRequest.set(requestId, progress);
    const [oldest] = this.#byRequest.keys();
    if (this.#byRequest.size > remembered && oldest !== undefined) this.#byRequest.delete(oldest);
  }

  /** null: nothing was downloaded since this server started. */
  of(requestId: string): Progress | null {
    return this.#byRequest.get(requestId) ?? null;
  }
}

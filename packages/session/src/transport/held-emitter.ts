// An emitter that keeps what comes before its first listener, so that nothing is lost between opening and listening.

import { type Disposable, Emitter, type Event } from '@nearhand/base';

export class HeldEmitter<T> implements Event<T>, Disposable {
  readonly #emitter = new Emitter<T>();
  /** Null once everything held has been delivered. */
  #held: T[] | null = [];

  on(listener: (value: T) => void): Disposable {
    const subscription = this.#emitter.on(listener);
    // Later, so that the listener's owner has finished what it is doing.
    queueMicrotask(() => this.#release());
    return subscription;
  }

  emit(value: T): void {
    if (this.#held) this.#held.push(value);
    else this.#emitter.emit(value);
  }

  #release(): void {
    for (let value = this.#held?.shift(); value !== undefined; value = this.#held?.shift()) this.#emitter.emit(value);
    this.#held = null;
  }

  dispose(): void {
    this.#held = null;
    this.#emitter.dispose();
  }
}

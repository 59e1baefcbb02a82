// A typed event source. Listeners are called in order of registration; one that throws does not stop the others.

import { type Disposable, toDisposable } from './dispose.ts';

export interface Event<T> {
  on(listener: (value: T) => void): Disposable;
}

export class Emitter<T> implements Event<T>, Disposable {
  #listeners: ((value: T) => void)[] = [];

  on(listener: (value: T) => void): Disposable {
    this.#listeners = [...this.#listeners, listener];
    return toDisposable(() => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    });
  }

  emit(value: T): void {
    let failure: { error: unknown } | undefined;
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        failure ??= { error };
      }
    }
    if (failure) throw failure.error;
  }

  dispose(): void {
    this.#listeners = [];
  }
}

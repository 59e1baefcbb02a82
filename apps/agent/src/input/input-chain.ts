// The way of one viewer's input to the desktop: a chain of filters ending in the host's injector. Remembers what is held
// down and lets go of it whenever the way is cut.

import { type Disposable, Emitter, type Event } from '@nearhand/base';
import type { InputInjector } from '@nearhand/host';
import type { InputBlock, InputMessage } from '@nearhand/protocol';
import { HeldInput } from './held-input.ts';
import type { InputFilter, Verdict } from './input-filter.ts';

export interface InputChainOptions {
  /** In this order; the first that drops decides. */
  readonly filters: readonly InputFilter[];
  /** null: the desktop takes no input. */
  readonly injector: InputInjector | null;
}

export class InputChain implements Disposable {
  readonly #options: InputChainOptions;
  readonly #held = new HeldInput();
  readonly #blocked = new Emitter<InputBlock | null>();
  readonly #injected = new Emitter<InputMessage>();
  #block: InputBlock | null = null;

  /** Why input has no effect now; null: it works again. Emitted on change only. */
  readonly onBlocked: Event<InputBlock | null> = this.#blocked;
  /** What reached the desktop. */
  readonly onInjected: Event<InputMessage> = this.#injected;

  constructor(options: InputChainOptions) {
    this.#options = options;
  }

  /** A message that fits its schema. */
  handle(message: InputMessage): void {
    if (message.type === 'input.releaseAll') return this.releaseAll();
    const verdict = this.#judge(message);
    if ('pass' in verdict) {
      this.#setBlock(null);
      this.#inject(verdict.pass);
      return;
    }
    if (verdict.drop !== null) this.#setBlock(verdict.drop);
    if (this.#held.releases(message)) this.#inject(this.#held.atLastPlace(message));
  }

  /** Lets go of everything this viewer holds down. */
  releaseAll(): void {
    for (const release of this.#held.takeReleases()) this.#options.injector?.inject(release);
  }

  dispose(): void {
    this.releaseAll();
    this.#blocked.dispose();
    this.#injected.dispose();
  }

  #judge(message: InputMessage): Verdict {
    if (this.#options.injector === null) return { drop: 'unsupported' };
    let current = message;
    for (const filter of this.#options.filters) {
      const verdict = filter(current);
      if ('drop' in verdict) return verdict;
      current = verdict.pass;
    }
    const isRelease = current.type === 'key.up' || (current.type === 'pointer.button' && !current.down);
    if (isRelease && !this.#held.releases(current)) return { drop: null };
    return { pass: current };
  }

  #inject(message: InputMessage): void {
    this.#held.note(message);
    this.#options.injector?.inject(message);
    this.#injected.emit(message);
  }

  #setBlock(block: InputBlock | null): void {
    if (block === this.#block) return;
    this.#block = block;
    this.#blocked.emit(block);
  }
}

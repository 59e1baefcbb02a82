// How busy the remote computer is, asked for only while the page shows it and somebody can see the page.

import { Emitter, type Event } from '@nearhand/base';
import type { ComputerLoad, ViewerControlMessage } from '@nearhand/protocol';

type Send = (message: ViewerControlMessage) => void;

/** `unsupported`: this agent does not tell. */
export type LoadView =
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'known'; readonly load: ComputerLoad | null };

export class LoadWatch {
  readonly #changed = new Emitter<void>();
  #send: Send | null = null;
  #isShown = false;
  #isHidden = false;
  #isAsked = false;
  #view: LoadView = { kind: 'unsupported' };

  readonly onChanged: Event<void> = this.#changed;

  get view(): LoadView {
    return this.#view;
  }

  /** `send` null: there is no agent, or one that does not tell. What was measured before counts no more. */
  connect(send: Send | null): void {
    this.#send = send;
    this.#isAsked = false;
    this.#show(send === null ? { kind: 'unsupported' } : { kind: 'known', load: null });
    this.#ask();
  }

  /** The page shows it. */
  setShown(isShown: boolean): void {
    this.#isShown = isShown;
    this.#ask();
  }

  /** Nobody sees the page. */
  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden;
    this.#ask();
  }

  heard(load: ComputerLoad): void {
    if (this.#send !== null) this.#show({ kind: 'known', load });
  }

  #ask(): void {
    const on = this.#isShown && !this.#isHidden;
    if (this.#send === null || on === this.#isAsked) return;
    this.#isAsked = on;
    this.#send({ type: 'load.watch', on });
  }

  #show(view: LoadView): void {
    this.#view = view;
    this.#changed.emit();
  }
}

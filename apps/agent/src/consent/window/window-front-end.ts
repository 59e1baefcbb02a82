// The consent in a window of the system's own. Keeps what the person changed and has not answered yet; every answer goes
// up the moment a button is pressed.

import { type Clock, type Disposable, DisposableStore, Emitter, type Event, type Logger } from '@nearhand/base';
import type { NativeWindow, WindowEvent, WindowSystem } from '@nearhand/host';
import {
  intersectPermissions,
  type Locale,
  localeSchema,
  parseRequestCode,
  permissionSchema,
} from '@nearhand/protocol';
import { isFinal } from '../consent-states.ts';
import type { ConsentAnswer, ConsentView } from '../consent-view.ts';
import type { ConsentFrontEnd } from '../front-end.ts';
import type { Draft } from './session-elements.ts';
import { windowContent } from './window-content.ts';

/** The last view waits for somebody to read it, but not for ever: the program ends with it. */
const farewellMs = 30 * 60_000;
const emptyDraft: Draft = { unticked: [], typed: '', problem: null };

export interface WindowFrontEndOptions {
  readonly system: WindowSystem;
  readonly locale: Locale;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class WindowFrontEnd implements ConsentFrontEnd {
  readonly #options: WindowFrontEndOptions;
  readonly #store = new DisposableStore();
  readonly #answered = this.#store.add(new Emitter<ConsentAnswer>());
  readonly #present = this.#store.add(new Emitter<boolean>());
  readonly #gone = Promise.withResolvers<void>();
  readonly #window: NativeWindow;
  #locale: Locale;
  #view: ConsentView;
  #draft = emptyDraft;

  readonly alwaysVisible = true;
  readonly onAnswer: Event<ConsentAnswer> = this.#answered;
  readonly onPresence: Event<boolean> = this.#present;

  /** Rejects with AppError `desktop_unavailable`. */
  static async open(options: WindowFrontEndOptions): Promise<WindowFrontEnd> {
    const view: ConsentView = {
      state: { kind: 'connecting' },
      allowed: [],
      away: false,
      limit: 'none',
      locale: options.locale,
    };
    const window = await options.system.open(windowContent(view, emptyDraft, options.locale));
    return new WindowFrontEnd(options, window, view);
  }

  private constructor(options: WindowFrontEndOptions, window: NativeWindow, view: ConsentView) {
    this.#options = options;
    this.#window = this.#store.add(window);
    this.#view = view;
    this.#locale = options.locale;
    window.onEvent.on((event) => this.#take(event));
    window.onLost.on(() => {
      this.#gone.resolve();
      this.#present.emit(false);
    });
  }

  show(view: ConsentView): void {
    // What was unticked or typed belongs to the question it was done in.
    if (view.state.kind !== this.#view.state.kind) this.#draft = emptyDraft;
    this.#view = view;
    this.#draw();
  }

  /** When the person has closed it. */
  async finished(): Promise<void> {
    let timer: Disposable | undefined;
    const late = new Promise<void>((resolve) => {
      timer = this.#options.clock.setTimer(farewellMs, resolve);
    });
    await Promise.race([this.#gone.promise, late]);
    timer?.dispose();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #draw(): void {
    this.#window.show(windowContent(this.#view, this.#draft, this.#locale));
  }

  #take(event: WindowEvent): void {
    switch (event.type) {
      case 'pressed':
        return this.#pressed(event.id);
      case 'checked':
        return this.#checked(event.id, event.checked);
      case 'edited':
        // Not drawn: the window holds it already.
        this.#draft = { ...this.#draft, typed: event.text };
        return;
      case 'chosen':
        this.#locale = localeSchema.safeParse(event.option).data ?? this.#locale;
        return this.#draw();
      case 'closed':
        return this.#closed();
    }
  }

  #pressed(id: string): void {
    const { state } = this.#view;
    if (id === 'close') return this.#closed();
    if (id === 'deny') return this.#answer({ type: 'deny' });
    if (id === 'end') return this.#answer({ type: 'end' });
    // A press may have been on its way while the question changed.
    if (id === 'continue' && state.kind === 'codeNeeded') return this.#codeTyped();
    if (id !== 'allow' || state.kind !== 'asking') return;
    const { unticked } = this.#draft;
    const permissions = state.asked.filter((permission) => !unticked.includes(permission));
    this.#answer({ type: 'allow', permissions: intersectPermissions(permissions, state.asked) });
  }

  #checked(id: string, isChecked: boolean): void {
    const permission = permissionSchema.safeParse(id).data;
    if (permission === undefined) return;
    if (this.#view.state.kind === 'active') {
      if (!isChecked) this.#answer({ type: 'withdraw', permission });
      return;
    }
    const others = this.#draft.unticked.filter((one) => one !== permission);
    this.#draft = { ...this.#draft, unticked: isChecked ? others : [...others, permission], problem: null };
    this.#draw();
  }

  #codeTyped(): void {
    const { typed } = this.#draft;
    if (parseRequestCode(typed) !== null) return this.#answer({ type: 'code', typed });
    this.#draft = { ...this.#draft, problem: 'codeShape' };
    this.#draw();
  }

  /** Closing means no, or no longer; the receipt is still shown. What nobody was asked or allowed yet just goes. */
  #closed(): void {
    const { kind } = this.#view.state;
    if (kind === 'active') return this.#answer({ type: 'end' });
    this.#gone.resolve();
    this.#window.dispose();
    if (kind === 'asking') this.#answer({ type: 'deny' });
    else if (kind === 'waiting') this.#answer({ type: 'end' });
    else if (!isFinal(kind)) this.#answer({ type: 'close' });
  }

  #answer(answer: ConsentAnswer): void {
    try {
      this.#answered.emit(answer);
    } catch (error) {
      this.#options.logger.warn('an answer was refused', { error });
      this.#draft = { ...this.#draft, problem: 'failedAnswer' };
      this.#draw();
    }
  }
}

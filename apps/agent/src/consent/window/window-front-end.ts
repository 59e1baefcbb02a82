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
import { chatTab } from './chat-elements.ts';
import { ChatNotes } from './chat-notes.ts';
import type { Draft } from './session-elements.ts';
import { type AccountView, windowContent, type WindowDraft } from './window-content.ts';

/** The last view waits for somebody to read it, but not for ever: the program ends with it. */
const farewellMs = 30 * 60_000;
const emptyDraft: Draft = { unticked: [], typed: '', problem: null };
const initialFront: WindowDraft['front'] = { tab: chatTab, revision: 0 };

export interface WindowFrontEndOptions {
  readonly system: WindowSystem;
  readonly locale: Locale;
  readonly account: AccountView;
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
  readonly #chat = new ChatNotes();
  #front = initialFront;

  readonly alwaysVisible = true;
  readonly onAnswer: Event<ConsentAnswer> = this.#answered;
  readonly onPresence: Event<boolean> = this.#present;

  /** Rejects with AppError `desktop_unavailable`. */
  static async open(options: WindowFrontEndOptions): Promise<WindowFrontEnd> {
    const view: ConsentView = {
      state: { kind: 'connecting' },
      allowed: [],
      away: 'no',
      limit: 'none',
      locale: options.locale,
      chat: null,
      report: null,
    };
    const draft = { session: emptyDraft, chat: new ChatNotes().draft, isChatNew: false, front: initialFront };
    const window = await options.system.open(windowContent(view, draft, options));
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
    const { kind } = view.state;
    // What was unticked belongs to the question it was done in; a code that was not taken may lack a digit only.
    const typed = kind === 'connecting' || kind === 'codeNeeded' ? this.#draft.typed : '';
    if (kind !== this.#view.state.kind) this.#draft = { ...emptyDraft, typed };
    this.#view = view;
    this.#chat.follow(view.chat);
    this.#draw();
  }

  bringForward(): boolean {
    this.#window.bringForward();
    return !this.#store.disposed;
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
    const chat = this.#chat;
    const draft = { session: this.#draft, chat: chat.draft, isChatNew: chat.isNew, front: this.#front };
    this.#window.show(windowContent(this.#view, draft, { locale: this.#locale, account: this.#options.account }));
  }

  #take(event: WindowEvent): void {
    switch (event.type) {
      case 'pressed':
        return this.#pressed(event.id);
      case 'checked':
        return this.#checked(event.id, event.checked);
      case 'edited':
        return this.#edited(event.id, event.text);
      case 'chosen':
        this.#locale = localeSchema.safeParse(event.option).data ?? this.#locale;
        return this.#draw();
      case 'turned':
        return this.#turned(event.tab);
      case 'opened':
        return this.#opened();
      case 'closed':
        return this.#closed();
    }
  }

  /** Not drawn where the window holds it already. */
  #edited(id: string, text: string): void {
    if (id !== 'message') {
      this.#draft = { ...this.#draft, typed: text };
      return;
    }
    const wasNew = this.#chat.isNew;
    this.#chat.typed(text);
    if (wasNew) this.#draw();
  }

  #turned(tab: string): void {
    this.#chat.turnedTo(tab);
    this.#chat.follow(this.#view.chat);
    this.#draw();
  }

  /** Whoever comes because of a new message gets to see it. */
  #opened(): void {
    if (!this.#chat.isNew) return;
    this.#front = { tab: chatTab, revision: this.#front.revision + 1 };
    this.#turned(chatTab);
  }

  #pressed(id: string): void {
    const { state } = this.#view;
    if (id === 'close') return this.#closed();
    if (id === 'deny') return this.#answer({ type: 'deny' });
    if (id === 'end') return this.#answer({ type: 'end' });
    if (id === 'computer') return this.#leaveToComputer();
    if (id === 'report-send') return this.#answer({ type: 'report', send: true });
    if (id === 'report-refuse') return this.#answer({ type: 'report', send: false });
    if (id === 'say') return this.#say();
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

  #say(): void {
    const text = this.#chat.draft.typed.trim();
    if (text === '' || !this.#view.chat?.open) return;
    try {
      this.#answered.emit({ type: 'say', text });
      this.#chat.sent();
    } catch (error) {
      this.#options.logger.warn('a message was not taken', { error });
      this.#chat.failed('chatFailed');
    }
    this.#draw();
  }

  /** Its window comes in place of this one. */
  #leaveToComputer(): void {
    this.#answer({ type: 'computer' });
    if (isFinal(this.#view.state.kind)) this.#goAway();
  }

  #goAway(): void {
    this.#gone.resolve();
    this.#window.dispose();
  }

  /** Closing means no, or no longer; the receipt is still shown. What nobody was asked or allowed yet just goes. */
  #closed(): void {
    const { kind } = this.#view.state;
    if (kind === 'active') return this.#answer({ type: 'end' });
    this.#goAway();
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

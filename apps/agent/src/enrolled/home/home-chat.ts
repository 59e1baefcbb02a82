// The chat in the window of a computer: what is being written, what was not seen yet, and when its tab is in front.

import { type Logger, messageOf } from '@nearhand/base';
import type { WindowContent, WindowEvent } from '@nearhand/host';
import type { ChatView } from '../../consent/chat-view.ts';
import { type ChatDraft, chatTab } from '../../consent/window/chat-elements.ts';
import { ChatNotes } from '../../consent/window/chat-notes.ts';

export interface HomeChatDraft {
  readonly chat: ChatDraft;
  /** The bar tells of something new. */
  readonly isNew: boolean;
  readonly front: WindowContent['front'];
}

export interface HomeChatOptions {
  /** Throws an AppError where it is not taken. */
  readonly say: (text: string) => void;
  readonly draw: () => void;
  readonly logger: Logger;
}

export const firstChatDraft: HomeChatDraft = {
  chat: new ChatNotes().draft,
  isNew: false,
  front: { tab: chatTab, revision: 0 },
};

export class HomeChat {
  readonly #options: HomeChatOptions;
  #notes = new ChatNotes();
  #view: ChatView | null = null;
  #front = firstChatDraft.front;
  /** Its tab is in front, though perhaps nobody looked yet. */
  #isInFront = false;

  constructor(options: HomeChatOptions) {
    this.#options = options;
  }

  get draft(): HomeChatDraft {
    return { chat: this.#notes.draft, isNew: this.#notes.isNew, front: this.#front };
  }

  follow(view: ChatView | null): void {
    // Another session begins with an empty line.
    if (view === null || (view.open && this.#view?.open !== true)) {
      this.#notes = new ChatNotes();
      this.#isInFront = false;
    }
    this.#view = view;
    this.#notes.follow(view);
  }

  /** Its tab comes to the front, whoever sits there looking or not. */
  call(): void {
    this.#front = { ...this.#front, revision: this.#front.revision + 1 };
    this.#isInFront = true;
  }

  /** What the person does in the window is a sign that they see it. */
  take(event: WindowEvent): void {
    if (this.#view === null) return;
    const wasNew = this.#notes.isNew;
    if (event.type === 'turned') this.#isInFront = event.tab === chatTab;
    if (event.type === 'opened' && wasNew) this.call();
    if (event.type === 'edited' && event.id === 'message') this.#notes.typed(event.text);
    if (event.type === 'pressed' && event.id === 'say') return this.#say();
    this.#notes.turnedTo(this.#isInFront ? chatTab : '');
    this.#notes.follow(this.#view);
    if (wasNew || event.type === 'turned') this.#options.draw();
  }

  #say(): void {
    const text = this.#notes.draft.typed.trim();
    if (text === '' || this.#view?.open !== true) return;
    try {
      this.#options.say(text);
      this.#notes.sent();
    } catch (error) {
      this.#options.logger.warn('a message was not taken', { reason: messageOf(error) });
      this.#notes.failed('chatFailed');
    }
    this.#options.draw();
  }
}

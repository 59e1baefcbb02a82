// What the window knows of the chat beyond its lines: what is being written, what was not seen yet, and where the person
// looks. Says nothing to anybody.

import type { ChatView } from '../chat-view.ts';
import type { TextKey } from '../texts/texts.ts';
import { type ChatDraft, chatTab } from './chat-elements.ts';

export class ChatNotes {
  readonly #seen = new Set<string>();
  /** Not answered by any sign of the person: the bar says so. */
  readonly #unnoticed = new Set<string>();
  readonly #noted = new Set<string>();
  #front = '';
  #draft: ChatDraft = { typed: '', revision: 0, unread: 0, problem: null };

  get draft(): ChatDraft {
    return this.#draft;
  }

  /** The bar tells of something new. */
  get isNew(): boolean {
    return this.#unnoticed.size > 0;
  }

  /** What there is to read now. */
  follow(chat: ChatView | null): void {
    let unread = 0;
    // The tab went with the chat.
    if (chat === null) this.#front = '';
    for (const { id, who } of chat?.lines ?? []) {
      if (who !== null && !this.#noted.has(id)) this.#unnoticed.add(id);
      this.#noted.add(id);
      if (this.#front === chatTab) this.#seen.add(id);
      if (who !== null && !this.#seen.has(id)) unread++;
    }
    this.#draft = { ...this.#draft, unread };
  }

  turnedTo(tab: string): void {
    this.#front = tab;
    if (tab === chatTab) this.noticed();
  }

  noticed(): void {
    this.#unnoticed.clear();
  }

  typed(text: string): void {
    this.#draft = { ...this.#draft, typed: text };
    this.noticed();
  }

  sent(): void {
    this.#draft = { ...this.#draft, typed: '', problem: null, revision: this.#draft.revision + 1 };
  }

  failed(problem: TextKey): void {
    this.#draft = { ...this.#draft, problem };
  }
}

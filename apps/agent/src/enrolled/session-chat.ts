// The chat of a computer that asks nobody: from the first who comes in to the last who leaves, with whoever sits there in
// the window of the computer. Where there is none, nobody is written to. Where somebody is asked, the question's window
// has the chat.

import { randomUUID } from 'node:crypto';
import { AppError, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import type { ChatRoom } from '../chat/chat-room.ts';
import { chatLines, type ChatView } from '../consent/chat-view.ts';
import type { ParticipantView } from '../consent/consent-view.ts';
import type { ChatSource } from '../link/viewer-connection.ts';

export interface SessionChatOptions {
  readonly room: ChatRoom;
  readonly participants: () => readonly ParticipantView[];
  /** A question has a window of its own, with this chat. */
  readonly isAsked: () => boolean;
}

export class SessionChat implements ChatSource, Disposable {
  readonly #options: SessionChatOptions;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #nowOffered = this.#store.add(new Emitter<void>());
  readonly #called = this.#store.add(new Emitter<void>());
  #hasWindow = false;
  #phase: 'none' | 'open' | 'over' = 'none';
  #hasCalled = false;

  readonly onOffered: Event<void> = this.#nowOffered;
  readonly onChanged: Event<void> = this.#changed;
  /** Somebody who is connected wrote for the first time in this session. */
  readonly onCalled: Event<void> = this.#called;

  constructor(options: SessionChatOptions) {
    this.#options = options;
    this.#store.add(
      options.room.onSaid.on(({ author }) => {
        this.#changed.emit();
        if (author.kind !== 'technician' || this.#hasCalled || this.view?.open !== true) return;
        this.#hasCalled = true;
        this.#called.emit();
      }),
    );
  }

  /** null: nobody there can be written to. */
  get offered(): ChatRoom | null {
    const { isAsked, room } = this.#options;
    return isAsked() || this.#hasWindow ? room : null;
  }

  /** For the window of the computer; null: nothing to show there. Once it is over, what was said can still be read. */
  get view(): ChatView | null {
    const { isAsked, room } = this.#options;
    if (isAsked() || !this.#hasWindow || this.#phase === 'none') return null;
    const isOpen = this.#phase === 'open';
    return isOpen || room.said.length > 0 ? { lines: chatLines(room), open: isOpen } : null;
  }

  setWindow(isThere: boolean): void {
    this.#hasWindow = isThere;
    if (isThere) this.#nowOffered.emit();
  }

  /** Somebody is about to be let in without a question: nobody reads what was said in another session. */
  admitting(): void {
    const { isAsked, participants, room } = this.#options;
    if (isAsked() || participants().length > 0) return;
    room.clear();
    this.#phase = 'none';
    this.#hasCalled = false;
  }

  /** After each change of who is connected. */
  follow(): void {
    const { isAsked, participants } = this.#options;
    if (isAsked()) this.#phase = 'none';
    else if (participants().length > 0) this.#phase = 'open';
    else if (this.#phase === 'open') this.#phase = 'over';
  }

  /** Throws AppError `state_forbids`, `bad_request`, `too_many_attempts`. */
  say(text: string): void {
    if (this.view?.open !== true) throw new AppError('state_forbids', 'There is nobody to write to');
    this.#options.room.say({ kind: 'customer' }, randomUUID(), text);
  }

  /** The person closed the window. */
  windowClosed(): void {
    if (this.#phase === 'over') this.#phase = 'none';
  }

  dispose(): void {
    this.#store.dispose();
  }
}

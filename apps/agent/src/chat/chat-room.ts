// What the person at this computer and the technicians write to each other, for as long as the program runs. In memory
// only, and never in the log. Knows neither links nor windows.

import { AppError, Budget, type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import { chatKept, cleanChatText, type ErrorCode, maxChatTextLength } from '@nearhand/protocol';
import { cleanName } from '../consent/clean-name.ts';

/** More of one side in a minute, or twice as many at once, is not taken. */
const perMinute = 30;

export type ChatAuthor =
  | { readonly kind: 'customer' }
  /** `id`: of the principal, who may have several links one after the other. */
  | { readonly kind: 'technician'; readonly id: string; readonly name: string };

export interface Said {
  readonly id: string;
  readonly author: ChatAuthor;
  readonly text: string;
  /** Of the clock that only ever goes forward. */
  readonly atMs: number;
}

export class ChatRoom implements Disposable {
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #added = this.#store.add(new Emitter<Said>());
  readonly #budgets = new Map<string, Budget>();
  #said: readonly Said[] = [];

  /** Something new was said. */
  readonly onSaid: Event<Said> = this.#added;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Oldest first. */
  get said(): readonly Said[] {
    return this.#said;
  }

  agoMs({ atMs }: Said): number {
    return Math.max(0, Math.round(this.#clock.monotonicMs() - atMs));
  }

  /** Nothing happens for an id that was said already. Throws AppError `bad_request`, `too_many_attempts`. */
  say(author: ChatAuthor, id: string, text: string): void {
    if (this.#said.some((one) => one.id === id)) return;
    if (text.length > maxChatTextLength) throw new AppError<ErrorCode>('bad_request', 'The text is too long');
    const clean = cleanChatText(text);
    if (clean === '') throw new AppError<ErrorCode>('bad_request', 'There is nothing to say');
    if (!this.#budgetOf(author).take()) throw new AppError<ErrorCode>('too_many_attempts', 'Too much at once');
    const known: ChatAuthor = author.kind === 'customer' ? author : { ...author, name: cleanName(author.name) };
    const said = { id, author: known, text: clean, atMs: this.#clock.monotonicMs() };
    this.#said = newest([...this.#said, said]);
    this.#added.emit(said);
  }

  /** For another session: nobody of the next reads this one's. */
  clear(): void {
    this.#said = [];
    this.#budgets.clear();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #budgetOf(author: ChatAuthor): Budget {
    const key = author.kind === 'customer' ? '' : author.id;
    const budget = this.#budgets.get(key) ?? new Budget(this.#clock, perMinute);
    this.#budgets.set(key, budget);
    return budget;
  }
}

function newest(said: readonly Said[]): readonly Said[] {
  let characters = 0;
  const kept = said.toReversed().filter(({ text }) => (characters += text.length) <= chatKept.characters);
  return kept.slice(0, chatKept.lines).toReversed();
}

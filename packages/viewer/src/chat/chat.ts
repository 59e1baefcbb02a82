// The chat as this technician sees it: what the agent says was said, and what is on its way. Outlives links: what was
// not taken is said again on the next, and what an agent that was restarted forgot is still to be read here.

import { type Clock, Emitter, type Event } from '@nearhand/base';
import { type AgentControlMessage, type ChatLine, cleanChatText, type ViewerControlMessage } from '@nearhand/protocol';

export interface ChatMessage {
  readonly id: string;
  readonly by: ChatLine['by'];
  /** Of another technician. */
  readonly name: string;
  readonly text: string;
  readonly atMs: number;
  /** `refused`: too many at once; nobody has read it. */
  readonly state: 'said' | 'sending' | 'refused';
}

export type ChatNews = Extract<AgentControlMessage, { type: `chat.${string}` }>;

export function isChatNews(message: AgentControlMessage): message is ChatNews {
  return message.type.startsWith('chat.');
}

export interface ChatOptions {
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Of all that was said; the oldest go first. */
const maxMessages = 1000;

export class Chat {
  readonly #options: ChatOptions;
  readonly #changed = new Emitter<void>();
  #messages: readonly ChatMessage[] = [];
  #send: ((message: ViewerControlMessage) => void) | null = null;
  #isOffered = false;

  readonly onChanged: Event<void> = this.#changed;

  constructor(options: ChatOptions) {
    this.#options = options;
  }

  /** Oldest first; null: nobody can be written to. */
  get messages(): readonly ChatMessage[] | null {
    return this.#isOffered ? this.#messages : null;
  }

  /** A new link; nothing is sent on it before the agent has told its history. */
  linked(): void {
    this.#send = null;
  }

  heard(news: ChatNews, send: (message: ViewerControlMessage) => void): void {
    switch (news.type) {
      case 'chat.history':
        this.#isOffered = true;
        this.#send = send;
        for (const line of news.lines) this.#add(line);
        for (const { id, text, state } of this.#messages) if (state === 'sending') send({ type: 'chat.say', id, text });
        break;
      case 'chat.said':
        this.#add(news.line);
        break;
      case 'chat.refused':
        this.#messages = this.#messages.map((one) => (one.id === news.id ? { ...one, state: 'refused' } : one));
        break;
    }
    this.#changed.emit();
  }

  /** False: there is nothing in it to be said. */
  say(typed: string): boolean {
    const text = cleanChatText(typed);
    if (text === '') return false;
    const id = this.#options.newId();
    this.#append({ id, by: 'you', name: '', text, atMs: this.#options.clock.nowMs(), state: 'sending' });
    this.#send?.({ type: 'chat.say', id, text });
    this.#changed.emit();
    return true;
  }

  /** Says again what was refused. */
  again(id: string): void {
    const message = this.#messages.find((one) => one.id === id && one.state === 'refused');
    if (message === undefined) return;
    this.#messages = this.#messages.filter((one) => one !== message);
    this.say(message.text);
  }

  #add({ id, by, name, text, agoMs }: ChatLine): void {
    if (text === '') return;
    const message: ChatMessage = { id, by, name, text, atMs: this.#options.clock.nowMs() - agoMs, state: 'said' };
    const known = this.#messages.find((one) => one.id === id);
    if (known === undefined) return this.#append(message);
    if (known.state !== 'said') this.#messages = this.#messages.map((one) => (one === known ? message : one));
  }

  #append(message: ChatMessage): void {
    this.#messages = [...this.#messages, message].slice(-maxMessages);
  }
}

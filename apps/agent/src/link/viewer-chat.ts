// One viewer's part in the chat: what it says goes into the room, what the room hears goes to it.

import { AppError, type Disposable, DisposableStore } from '@nearhand/base';
import { type AgentControlMessage, type ChatLine, chatKept, type Ticket } from '@nearhand/protocol';
import type { ChatRoom, Said } from '../chat/chat-room.ts';

export interface ViewerChatOptions {
  readonly room: ChatRoom;
  readonly ticket: Ticket;
  readonly tell: (message: AgentControlMessage) => void;
}

export class ViewerChat implements Disposable {
  readonly #options: ViewerChatOptions;
  readonly #store = new DisposableStore();

  constructor(options: ViewerChatOptions) {
    this.#options = options;
  }

  /** Tells what was said so far, and everything from now on. */
  begin(): void {
    const { room, tell } = this.#options;
    tell({ type: 'chat.history', lines: room.said.slice(-chatKept.lines).map((said) => this.#lineOf(said)) });
    this.#store.add(room.onSaid.on((said) => tell({ type: 'chat.said', line: this.#lineOf(said) })));
  }

  say(id: string, text: string): void {
    const { room, tell, ticket } = this.#options;
    const { principal } = ticket;
    try {
      room.say({ kind: 'technician', id: principal.id, name: principal.name }, id, text);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      tell({ type: 'chat.refused', id });
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  #lineOf(said: Said): ChatLine {
    const { room, ticket } = this.#options;
    const { author, id, text } = said;
    const agoMs = room.agoMs(said);
    if (author.kind === 'customer') return { id, by: 'customer', name: '', text, agoMs };
    return { id, by: author.id === ticket.principal.id ? 'you' : 'technician', name: author.name, text, agoMs };
  }
}

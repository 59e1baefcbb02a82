// The control channel from the viewer's side: parsed messages of the agent in, messages of the viewer out.

import { type Disposable, DisposableStore, Emitter, type Event, utf8 } from '@nearhand/base';
import {
  type AgentControlMessage,
  type InputMessage,
  type ViewerControlMessage,
  agentControlMessageSchema,
  decodeMessage,
} from '@nearhand/protocol';
import type { PeerLink } from '@nearhand/session';

export class ControlChannel implements Disposable {
  readonly #link: PeerLink;
  readonly #store = new DisposableStore();
  readonly #message = new Emitter<AgentControlMessage>();

  readonly onMessage: Event<AgentControlMessage> = this.#message;

  constructor(link: PeerLink) {
    this.#link = link;
    this.#store.add(this.#message);
    this.#store.add(
      link.channel('control').onMessage((bytes) => {
        const decoded = decodeMessage(agentControlMessageSchema, bytes);
        if (decoded.kind === 'malformed') link.end('malformed');
        else if (decoded.kind === 'message') this.#message.emit(decoded.message);
      }),
    );
  }

  send(message: ViewerControlMessage): void {
    this.#link.channel('control').send(utf8.encode(JSON.stringify(message)));
  }

  sendInput(message: InputMessage): void {
    this.#link.channel('input').send(utf8.encode(JSON.stringify(message)));
  }

  dispose(): void {
    this.#store.dispose();
  }
}

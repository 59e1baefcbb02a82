// The control channel from the viewer's side: parsed messages of the agent in, messages of the viewer out.

import { type Disposable, DisposableStore, Emitter, type Event, utf8 } from '@nearhand/base';
import {
  type AgentControlMessage,
  type InputMessage,
  type ViewerControlMessage,
  agentControlMessageSchema,
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
        const message = parse(bytes);
        if (message === 'malformed') link.end('malformed');
        else if (message) this.#message.emit(message);
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

const knownTypes: ReadonlySet<string> = new Set(
  agentControlMessageSchema.options.map((option) => option.shape.type.value),
);

/** null: a type of a newer agent, ignored. */
function parse(bytes: Uint8Array): AgentControlMessage | null | 'malformed' {
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(bytes));
  } catch {
    return 'malformed';
  }
  const parsed = agentControlMessageSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : null;
  return typeof type === 'string' && !knownTypes.has(type) ? null : 'malformed';
}

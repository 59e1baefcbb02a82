// For tests: a viewer that keeps what it is told and can say anything.

import { type Bytes, utf8 } from '@nearhand/base';
import {
  type AgentControlMessage,
  agentControlMessageSchema,
  type ClipboardOutcome,
  decodeClipboard,
  encodeClipboardAnswer,
  encodeClipboardText,
  type Ticket,
} from '@nearhand/protocol';
import { ScreenReceiver } from '@nearhand/screen';
import type { LinkState, ViewerLink } from '@nearhand/session';

export class TestViewer {
  readonly link: ViewerLink;
  readonly ticket: Ticket;
  readonly told: AgentControlMessage[] = [];
  readonly screen = new ScreenReceiver();
  /** Texts copied at the computer. */
  readonly copied: string[] = [];
  /** What became of the texts it sent. */
  readonly outcomes: ClipboardOutcome[] = [];
  /** Messages on the screen channel. */
  pictures = 0;
  /** Pictures are drawn and acknowledged at once unless false. */
  acknowledges = true;

  constructor(link: ViewerLink, ticket: Ticket) {
    this.link = link;
    this.ticket = ticket;
    link.channel('control').onMessage((bytes) => {
      this.told.push(agentControlMessageSchema.parse(JSON.parse(utf8.decode(bytes))));
    });
    link.channel('clipboard').onMessage((bytes) => this.#takeClipboard(bytes));
    link.channel('screen').onMessage((bytes) => {
      this.pictures++;
      const event = this.screen.receive(bytes);
      if (event.kind === 'picture' && this.acknowledges) link.channel('screenFeedback').send(event.acknowledgement);
    });
  }

  get state(): LinkState {
    return this.link.state;
  }

  /** Resolves once the link is active; rejects with the reason when it ended before. */
  active(): Promise<void> {
    return this.#reached('active');
  }

  ended(): Promise<void> {
    return this.#reached('ended');
  }

  /** Why the link ended: the error's code where there is one, else the reason. */
  get ending(): string | null {
    const { state } = this.link;
    return state.kind === 'ended' ? (state.error?.code ?? state.reason) : null;
  }

  input(message: unknown): void {
    this.link.channel('input').send(utf8.encode(JSON.stringify(message)));
  }

  /** `message` as it is, or a text. */
  clipboard(message: string | Bytes): void {
    const bytes = typeof message === 'string' ? encodeClipboardText(message) : message;
    if (bytes === null) throw new Error('The text is too long.');
    this.link.channel('clipboard').send(bytes);
  }

  control(message: unknown): void {
    this.link.channel('control').send(utf8.encode(JSON.stringify(message)));
  }

  toldOf<Type extends AgentControlMessage['type']>(type: Type): Extract<AgentControlMessage, { type: Type }>[] {
    return this.told.filter((one): one is Extract<AgentControlMessage, { type: Type }> => one.type === type);
  }

  leave(): void {
    this.link.end('viewer');
  }

  /** Colour of a pixel as blue, green, red; null before the first picture. */
  pixel(x: number, y: number): number[] | null {
    const { surface } = this.screen;
    if (surface === null) return null;
    const at = (y * surface.widthPx + x) * 4;
    return [...surface.rgba.subarray(at, at + 3)].toReversed();
  }

  dispose(): void {
    this.link.dispose();
  }

  #takeClipboard(bytes: Uint8Array): void {
    const decoded = decodeClipboard(bytes);
    if (decoded.kind !== 'message') throw new Error(`A ${decoded.kind} message on the clipboard channel.`);
    if (decoded.message.type === 'text.answered') return void this.outcomes.push(decoded.message.outcome);
    this.copied.push(decoded.message.text);
    this.link.channel('clipboard').send(encodeClipboardAnswer('placed'));
  }

  #reached(kind: 'active' | 'ended'): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (state: LinkState): void => {
        if (state.kind === kind) resolve();
        else if (state.kind === 'ended') reject(new Error(`The link ended: ${state.error?.code ?? state.reason}`));
      };
      this.link.onState.on(look);
      look(this.link.state);
    });
  }
}

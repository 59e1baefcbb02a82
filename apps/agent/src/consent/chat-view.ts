// The chat as the person at the computer is shown it: who said what, oldest first. Pure.

import { chatKept } from '@nearhand/protocol';
import { z } from 'zod';
import type { ChatRoom } from '../chat/chat-room.ts';
import type { ConsentState } from './consent-view.ts';

export const chatViewSchema = z.object({
  lines: z.array(z.object({ id: z.string(), who: z.string().nullable(), text: z.string() })).max(chatKept.lines),
  /** Something can be written. */
  open: z.boolean(),
});
/** `who` null: the person at the computer. */
export type ChatView = z.infer<typeof chatViewSchema>;

/** null: there is none in this state. Once it is over, what was said can still be read. */
export function chatView(room: ChatRoom, { kind }: ConsentState): ChatView | null {
  const open = isChatOpen(kind);
  if (!open && (kind !== 'ended' || room.said.length === 0)) return null;
  return { lines: chatLines(room), open };
}

export function chatLines(room: ChatRoom): ChatView['lines'] {
  return room.said.map(({ id, author, text }) => ({ id, who: author.kind === 'customer' ? null : author.name, text }));
}

/** Only somebody who was let in is written to. */
export function isChatOpen(kind: ConsentState['kind']): boolean {
  return kind === 'waiting' || kind === 'active';
}

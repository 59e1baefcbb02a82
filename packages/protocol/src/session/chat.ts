// The chat of a session: what people write to each other, end to end between viewer and agent on the control channel. The
// agent keeps what was said for as long as it runs and tells it to whoever comes in; nothing of it is stored or logged.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { peerLineSchema } from '../peer-text.ts';
import { isVisible } from '../visible-text.ts';

/** Said by both ends in the handshake: without it the other end is not written to. */
export const chatCapability = 'chat';

/** In characters of JavaScript. */
export const maxChatTextLength = 1000;
/** The oldest are dropped beyond either; together they fit into one message of the control channel. */
export const chatKept = { lines: 200, characters: 40_000 } as const;

/** Plain text of a few lines without control and direction characters; empty where nothing of it could be seen. */
export function cleanChatText(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/[\p{Cs}\p{Bidi_Control}]|[^\P{Cc}\n]+/gu, ' ')
    .replace(/\n{3,}/gu, '\n\n')
    .slice(0, maxChatTextLength)
    // Half a character.
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return isVisible(clean) ? clean : '';
}

export const chatTextSchema = z.string().min(1).max(maxChatTextLength);

export const chatLineSchema = z.object({
  /** Chosen by whoever said it. */
  id: idSchema,
  by: z.enum(['you', 'customer', 'technician']),
  /** Of a technician; empty for the customer, whom the agent knows no name of. */
  name: peerLineSchema,
  text: chatTextSchema.transform(cleanChatText),
  /** How long before it was sent; the two ends' clocks differ. */
  agoMs: z.number().int().min(0),
});
export type ChatLine = z.infer<typeof chatLineSchema>;

/** Agent to viewer. */
export const agentChatMessages = [
  /** After the welcome: what was said before, oldest first. */
  z.object({ type: z.literal('chat.history'), lines: z.array(chatLineSchema).max(chatKept.lines) }),
  z.object({ type: z.literal('chat.said'), line: chatLineSchema }),
  /** Too much at once: this one was not taken. */
  z.object({ type: z.literal('chat.refused'), id: idSchema }),
] as const;

/** Viewer to agent. What comes a second time with the same id counts once. */
export const viewerChatMessages = [
  z.object({ type: z.literal('chat.say'), id: idSchema, text: chatTextSchema }),
] as const;

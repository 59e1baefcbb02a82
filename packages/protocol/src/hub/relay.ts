// The relay socket, `/relay`: after joining with a token, binary frames pass unread between the two ends of one link.
// Text frames are these messages. A token names link and side, is valid as long as the session, and may join again.

import { z } from 'zod';
import { idSchema } from '../ids.ts';

export const relayTokenSchema = z.string().regex(/^[A-Za-z0-9_.-]{1,1024}$/);

/** Bytes of one binary frame at most. */
export const maxRelayFrameBytes = 1024 * 1024;

export const relayClientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('relay.join'), token: relayTokenSchema }),
]);
export type RelayClientMessage = z.infer<typeof relayClientMessageSchema>;

export const relayServerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('relay.joined'), linkId: idSchema, peerPresent: z.boolean() }),
  /** The other end joined or left. Frames sent while it is absent are dropped. */
  z.object({ type: z.literal('relay.peer'), present: z.boolean() }),
  z.object({ type: z.literal('relay.refused'), code: z.enum(['ticket_invalid', 'session_ended', 'bad_request']) }),
  z.object({ type: z.literal('relay.ended') }),
]);
export type RelayServerMessage = z.infer<typeof relayServerMessageSchema>;

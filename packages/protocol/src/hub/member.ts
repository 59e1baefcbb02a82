// A member's socket, `/hub/member`: to the browser what changed, so that lists and viewers are live; from it only whether
// its person is active. After a gap (reconnection) the browser reads its lists again.

import { z } from 'zod';
import { computerSchema } from '../http/computers.ts';
import { notificationSchema } from '../http/notifications.ts';
import { myPresenceSchema, presenceSchema } from '../http/presence.ts';
import { requestSchema } from '../http/requests.ts';
import { idSchema } from '../ids.ts';

export const memberServerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hub.ready') }),
  z.object({ type: z.literal('request.changed'), request: requestSchema }),
  /** It is no longer for this member. */
  z.object({ type: z.literal('request.gone'), requestId: idSchema }),
  z.object({ type: z.literal('computer.changed'), computer: computerSchema }),
  /** It is no longer for this member. */
  z.object({ type: z.literal('computer.gone'), computerId: idSchema }),
  /** What the member may do changed: ask again for everything. */
  z.object({ type: z.literal('member.changed') }),
  z.object({ type: z.literal('presence.changed'), memberId: idSchema, presence: presenceSchema }),
  /** One's own. */
  z.object({ type: z.literal('presence.mine'), mine: myPresenceSchema }),
  /** Which organisations one belongs to, or which of them this device is in: ask again. */
  z.object({ type: z.literal('organisations.changed') }),
  /** Something happened that this member is notified of. `alert`: how, besides the list, it is told. */
  z.object({
    type: z.literal('notification.added'),
    notification: notificationSchema,
    /** In the list; otherwise it is only to be heard or seen now. */
    listed: z.boolean(),
    alert: z.object({ sound: z.boolean(), system: z.boolean() }),
  }),
  /** Some were read, here or in another tab. */
  z.object({ type: z.literal('notifications.read'), unread: z.number().int() }),
  /** The session cookie is no longer good: go to the sign-in page. */
  z.object({ type: z.literal('member.signedOut') }),
]);
export type MemberServerMessage = z.infer<typeof memberServerMessageSchema>;

export const memberMessageSchema = z.discriminatedUnion('type', [
  /** Of this tab: told first after `hub.ready`, then when it changes. */
  z.object({ type: z.literal('activity.changed'), active: z.boolean() }),
]);
export type MemberMessage = z.infer<typeof memberMessageSchema>;

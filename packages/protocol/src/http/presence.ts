// Who of an organisation is there: worked out by the server from open tabs, sessions, and what the member chose.

import { z } from 'zod';
import { idSchema } from '../ids.ts';

export const presenceStates = ['online', 'away', 'busy', 'offline'] as const;
export const presenceSchema = z.object({
  state: z.enum(presenceStates),
  /** Busy because of a session. */
  inSession: z.boolean(),
});
export type Presence = z.infer<typeof presenceSchema>;

/** automatic: online while active in any tab, away otherwise. */
export const presenceChoices = ['automatic', 'away', 'busy'] as const;
export const presenceChoiceSchema = z.enum(presenceChoices);
export type PresenceChoice = z.infer<typeof presenceChoiceSchema>;

export const myPresenceSchema = z.object({ presence: presenceSchema, choice: presenceChoiceSchema });
export type MyPresence = z.infer<typeof myPresenceSchema>;
export const choosePresenceSchema = z.object({ choice: presenceChoiceSchema });

export const memberPresenceSchema = z.object({ memberId: idSchema, presence: presenceSchema });
export type MemberPresence = z.infer<typeof memberPresenceSchema>;
/** Who is not in it is offline. */
export const presenceListSchema = z.object({ members: z.array(memberPresenceSchema) });

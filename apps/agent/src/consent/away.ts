// What the person at the computer is told while there is no connection to the server.

import { z } from 'zod';
import type { Outage } from '../hub/outage.ts';

/** `clock`: this computer's looks wrong; `stranger`: something else answers in the server's place. */
export const awaySchema = z.enum(['no', 'unreachable', 'clock', 'stranger']);
export type Away = z.infer<typeof awaySchema>;

export function awayOf(outage: Outage | null): Away {
  if (outage === null) return 'no';
  if (outage.fault === null) return 'unreachable';
  return outage.fault === 'time' ? 'clock' : 'stranger';
}

// How a member appears to others: the one rule.

import type { Presence, PresenceChoice } from '@nearhand/protocol';

export interface PresenceFacts {
  /** Null: no tab is open. */
  readonly activity: 'active' | 'idle' | null;
  readonly inSession: boolean;
  readonly choice: PresenceChoice;
}

export function presenceOf({ activity, inSession, choice }: PresenceFacts): Presence {
  if (activity === null) return { state: 'offline', inSession: false };
  if (inSession) return { state: 'busy', inSession: true };
  if (choice !== 'automatic') return { state: choice, inSession: false };
  return { state: activity === 'active' ? 'online' : 'away', inSession: false };
}

// The local word about a viewer of a request: only for the request this person answered, only after a yes, only while
// somebody can see it.

import { AppError } from '@nearhand/base';
import type { Ticket } from '@nearhand/protocol';
import type { ConsentFlow } from '../consent/consent-flow.ts';
import type { LocalConsent } from '../link/doorkeeper.ts';
import type { LocalPermissions } from '../permissions/local-permissions.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { RequestMemory } from './request-memory.ts';

export interface RequestConsentOptions {
  readonly local: LocalPermissions;
  readonly flow: ConsentFlow;
  readonly presence: PresenceWatch;
  readonly memory: RequestMemory;
}

export function requestConsent({ local, flow, presence, memory }: RequestConsentOptions): LocalConsent {
  return {
    local,
    admit(ticket: Ticket): Promise<void> {
      if (ticket.requestId === null || ticket.requestId !== memory.requestId) {
        return Promise.reject(new AppError('ticket_invalid', 'The ticket is for another request'));
      }
      if (flow.granted && presence.visible) return Promise.resolve();
      return Promise.reject(new AppError('consent_missing', 'The person at the computer has not allowed access'));
    },
  };
}

// The one answer to "may this member connect there, and to do what?": may connect (rights), may do (what was allowed),
// policy. Pure; existence and organisation are settled before, by looking only inside the member's own.

import {
  type ErrorCode,
  intersectPermissions,
  isEndedRequestState,
  type Permission,
  permissions as allPermissions,
  type RequestState,
  type Right,
} from '@nearhand/protocol';

export type ConnectTarget =
  | {
      readonly kind: 'request';
      readonly state: RequestState;
      readonly asked: readonly Permission[];
      /** Null before the customer answered. */
      readonly granted: readonly Permission[] | null;
    }
  | { readonly kind: 'computer' };

export type ConnectAnswer =
  | { readonly allowed: readonly Permission[] }
  | { readonly refused: ErrorCode; readonly reason: string };

const rightFor: Readonly<Record<ConnectTarget['kind'], Right>> = {
  request: 'requests.edit',
  computer: 'computers.connect',
};

export function mayConnect(member: { readonly rights: readonly Right[] }, target: ConnectTarget): ConnectAnswer {
  const right = rightFor[target.kind];
  if (!member.rights.includes(right)) return { refused: 'forbidden', reason: `This needs the right ${right}.` };
  if (target.kind === 'computer') return { allowed: allPermissions };
  if (isEndedRequestState(target.state) || target.state === 'scheduled') {
    return { refused: 'state_forbids', reason: 'The request is not in a state that allows this.' };
  }
  const isBeforeConsent = target.state === 'open' || target.state === 'waiting' || target.granted === null;
  const allowed = intersectPermissions(target.asked, target.granted ?? []);
  if (isBeforeConsent || allowed.length === 0) {
    return { refused: 'consent_missing', reason: 'The person at the computer has not allowed access.' };
  }
  return { allowed };
}

// The life of a request: which event leads from which state to which. A pair that is not in the table is refused.

import { z } from 'zod';
import { idSchema } from '../ids.ts';

export const requestStates = [
  'scheduled',
  'open',
  'waiting',
  'ready',
  'connected',
  'onHold',
  'reconnecting',
  'rebooting',
  'offline',
  'transferring',
  'closed',
  'denied',
  'expired',
] as const;
export const requestStateSchema = z.enum(requestStates);
export type RequestState = z.infer<typeof requestStateSchema>;

export const requestEvents = [
  'schedule.due',
  'customer.arrived',
  'access.granted',
  'access.denied',
  'session.started',
  'session.ended',
  'session.held',
  'session.taken',
  'session.transferred',
  'link.lost',
  'link.restored',
  'link.timedOut',
  'agent.lost',
  'agent.returned',
  'agent.rebooting',
  'request.closed',
  'request.expired',
  'request.reopened',
] as const;
export const requestEventSchema = z.enum(requestEvents);
export type RequestEvent = z.infer<typeof requestEventSchema>;

type Moves = Partial<Record<RequestEvent, RequestState>>;

/** Every live state may be closed. */
const closable: Moves = { 'request.closed': 'closed' };
const reopenable: Moves = { 'request.reopened': 'open' };
/** While a session has run and may come back. */
const sideState: Moves = {
  ...closable,
  'session.started': 'connected',
  'session.ended': 'ready',
  'agent.lost': 'offline',
};

export const requestMoves: Readonly<Record<RequestState, Moves>> = {
  scheduled: { ...closable, 'schedule.due': 'open', 'request.expired': 'expired' },
  open: { ...closable, 'customer.arrived': 'waiting', 'request.expired': 'expired' },
  waiting: {
    ...closable,
    'access.granted': 'ready',
    'access.denied': 'denied',
    'request.expired': 'expired',
  },
  ready: {
    ...closable,
    'session.started': 'connected',
    'access.denied': 'denied',
    'agent.lost': 'offline',
    'request.expired': 'expired',
  },
  connected: {
    ...closable,
    'session.ended': 'ready',
    'session.held': 'onHold',
    'session.transferred': 'transferring',
    'link.lost': 'reconnecting',
    'agent.lost': 'offline',
    'agent.rebooting': 'rebooting',
  },
  onHold: { ...sideState, 'session.taken': 'connected' },
  reconnecting: { ...sideState, 'link.restored': 'connected', 'link.timedOut': 'offline' },
  rebooting: { ...sideState, 'agent.returned': 'ready', 'link.timedOut': 'offline' },
  offline: {
    ...closable,
    'agent.returned': 'ready',
    'link.restored': 'connected',
    'session.started': 'connected',
    'request.expired': 'expired',
  },
  transferring: { ...sideState, 'session.taken': 'connected' },
  closed: reopenable,
  denied: { ...reopenable, ...closable },
  expired: { ...reopenable, ...closable },
};

/** The state that follows, or null where the event is not allowed. */
export function nextRequestState(from: RequestState, event: RequestEvent): RequestState | null {
  return requestMoves[from][event] ?? null;
}

/** Over, until reopened. */
export const endedRequestStates: readonly RequestState[] = ['closed', 'denied', 'expired'];

export function isEndedRequestState(state: RequestState): boolean {
  return endedRequestStates.includes(state);
}

/** A technician may press *Join*; before `ready` the viewer waits. */
export function isJoinableRequestState(state: RequestState): boolean {
  return !isEndedRequestState(state) && state !== 'scheduled' && state !== 'open';
}

/** How far the customer has come while waiting; each step is kept with its time. */
export const waitingSteps = ['pageOpened', 'downloading', 'programStarted'] as const;
export const waitingStepSchema = z.enum(waitingSteps);
export type WaitingStep = z.infer<typeof waitingStepSchema>;

/** Who caused a transition. `system` is a timer or the server noticing something. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), id: idSchema, name: z.string() }),
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof actorSchema>;

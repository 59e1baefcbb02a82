// The life of the agent's connection to the hub, as a table. A pair that is not there is refused.

export const hubStates = ['idle', 'connecting', 'greeting', 'refused', 'online', 'pausing', 'stopped'] as const;
export type HubState = (typeof hubStates)[number];

export const hubEvents = ['dial', 'challenged', 'welcomed', 'refused', 'hello', 'lost', 'stop'] as const;
export type HubEvent = (typeof hubEvents)[number];

const stoppable = { stop: 'stopped' } as const;

export const hubMoves: Readonly<Record<HubState, Partial<Record<HubEvent, HubState>>>> = {
  idle: { ...stoppable, dial: 'connecting' },
  /** Until the hub's challenge. */
  connecting: { ...stoppable, challenged: 'greeting', lost: 'pausing' },
  /** The hello is being made or on its way. */
  greeting: { ...stoppable, welcomed: 'online', refused: 'refused', lost: 'pausing' },
  /** Waits for another purpose, a proof or the time to try again; the socket may still be open. */
  refused: { ...stoppable, hello: 'greeting', dial: 'connecting' },
  online: { ...stoppable, lost: 'pausing' },
  /** Until the next attempt. */
  pausing: { ...stoppable, dial: 'connecting' },
  stopped: {},
};

/** The state that follows, or null where the event is not allowed. */
export function nextHubState(from: HubState, event: HubEvent): HubState | null {
  return hubMoves[from][event] ?? null;
}

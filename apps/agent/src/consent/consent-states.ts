// The life of one consent: what the person at the computer is shown and may do, as a table. A pair that is not there is
// refused. Silence is no event: it never leads to `waiting`.

export const consentKinds = [
  'connecting',
  'codeNeeded',
  'asking',
  'waiting',
  'active',
  'ended',
  'denied',
  'failed',
] as const;
export type ConsentKind = (typeof consentKinds)[number];

export const consentEvents = [
  /** No code is known, or the server refused it. */
  'code.needed',
  'code.given',
  /** Somebody asks for access. */
  'asked',
  'allowed',
  'denied',
  /** The first viewer came in; the last one left. */
  'viewers.came',
  'viewers.left',
  /** Over: ended here, by the other side, or by time. */
  'ended',
  'failed',
] as const;
export type ConsentEvent = (typeof consentEvents)[number];

const finishes = { ended: 'ended', failed: 'failed' } as const;

export const consentMoves: Readonly<Record<ConsentKind, Partial<Record<ConsentEvent, ConsentKind>>>> = {
  connecting: {
    ...finishes,
    'code.needed': 'codeNeeded',
    asked: 'asking',
    /** A consent given before the program was restarted still stands. */
    allowed: 'waiting',
  },
  codeNeeded: { ...finishes, 'code.given': 'connecting' },
  asking: { ...finishes, allowed: 'waiting', denied: 'denied' },
  waiting: { ...finishes, 'viewers.came': 'active' },
  active: { ...finishes, 'viewers.left': 'waiting' },
  ended: {},
  denied: {},
  failed: {},
};

/** The state that follows, or null where the event is not allowed. */
export function nextConsentKind(from: ConsentKind, event: ConsentEvent): ConsentKind | null {
  return consentMoves[from][event] ?? null;
}

/** Nothing follows. */
export function isFinal(kind: ConsentKind): boolean {
  return Object.keys(consentMoves[kind]).length === 0;
}

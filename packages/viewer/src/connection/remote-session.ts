// What the agent says of the session, kept as one value. Pure.

import type {
  AgentControlMessage,
  DesktopObstacle,
  Display,
  InputBlock,
  Participant,
  Permission,
  UnlockFailure,
} from '@nearhand/protocol';

export interface RemoteSession {
  readonly computerName: string;
  readonly systemName: string;
  readonly permissions: readonly Permission[];
  readonly displays: readonly Display[];
  readonly displayId: string | null;
  readonly participants: readonly Participant[];
  /** Why input has no effect just now. */
  readonly inputBlock: InputBlock | null;
  /** What keeps the desktop from being seen or used. */
  readonly obstacle: DesktopObstacle | null;
  /** Why its screen stayed locked when the session began; null: it did not, or nothing was tried. */
  readonly unlockFailure: UnlockFailure | null;
}

type SessionMessage = Exclude<
  AgentControlMessage,
  { type: 'pointer.moved' | `chat.${string}` | `load.${string}` | `report.${string}` }
>;

/** What is known once this was said; nothing counts before the agent's welcome. */
export function sessionAfter(session: RemoteSession | null, message: SessionMessage): RemoteSession | null {
  if (message.type === 'session.welcome') {
    const { type: _type, ...welcome } = message;
    return { ...welcome, inputBlock: null, obstacle: null, unlockFailure: null };
  }
  if (session === null) return null;
  switch (message.type) {
    case 'permissions.changed':
      return { ...session, permissions: message.permissions };
    case 'displays.changed':
      return { ...session, displays: message.displays, displayId: message.displayId };
    case 'participants.changed':
      return { ...session, participants: message.participants };
    case 'input.blocked':
      return { ...session, inputBlock: message.reason };
    case 'desktop.obstructed':
      // Whatever failed is over once the screen is not locked any more.
      return message.obstacle === null
        ? { ...session, obstacle: null, unlockFailure: null }
        : { ...session, obstacle: message.obstacle };
    case 'unlock.failed':
      return { ...session, unlockFailure: message.failure };
  }
}

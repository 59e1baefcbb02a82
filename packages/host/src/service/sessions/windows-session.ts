// Whose desktop is in front on Windows: the session at the computer's own screen and keyboard, the sign-in screen included.

import type { Clock } from '@nearhand/base';
import { noSession } from '../../windows/native/processes.ts';
import type { DesktopSession } from '../ports.ts';
import { processes, startInSession } from '../windows/start-in-session.ts';

/** null: between two of them. */
export function consoleSession(clock: Clock): DesktopSession | null {
  const session = processes().activeConsoleSession();
  if (session === noSession) return null;
  const common = { key: `session ${session}`, environment: {} };
  if (session === processes().ownSession()) return common;
  return { ...common, start: (command) => startInSession(session, command, clock) };
}

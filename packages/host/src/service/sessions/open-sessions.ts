// Chooses how this system tells whose desktop is in front.

import { homedir } from 'node:os';
import type { Clock } from '@nearhand/base';
import type { DesktopSessions } from '../ports.ts';
import { activeSession } from './logind.ts';
import { WatchedSessions } from './watch-sessions.ts';
import { consoleSession } from './windows-session.ts';

/** root and services of Windows follow whoever is in front; everybody else has their own desktop, while it is in front. */
export function openDesktopSessions(clock: Clock): DesktopSessions {
  if (process.platform === 'win32') return new WatchedSessions(clock, () => consoleSession(clock));
  if (process.platform !== 'linux') return new WatchedSessions(clock, () => ownSession);
  const places = { run: '/run', processes: '/proc', sockets: '/tmp', home: homedir() };
  const userId = process.getuid?.() ?? 0;
  return new WatchedSessions(clock, () => activeSession(places, userId === 0 ? null : userId));
}

/** The environment is the program's own already. */
const ownSession = { key: 'own', environment: {} };

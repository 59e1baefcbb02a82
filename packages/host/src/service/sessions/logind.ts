// Whose desktop is in front on Linux: logind's own notes of seats and sessions (/run/systemd, the files behind
// sd_seat_get_active(3)) say which session; the display server's command line says where its display and the key to it are
// (a command line can be read by all, an environment only by its owner). Looks, opens nothing.

import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { desktopUserVariable } from '../../window/of-user/desktop-user.ts';
import type { DesktopSession } from '../ports.ts';
import { assignments, textOf } from './assignments.ts';

export interface LinuxPlaces {
  /** `/run` */
  readonly run: string;
  /** `/proc` */
  readonly processes: string;
  /** `/tmp`, where display servers listen. */
  readonly sockets: string;
  /** Of this process's user. */
  readonly home: string;
}

interface DisplayServer {
  /** Such as `:0`. */
  readonly display: string;
  /** File with the key; null: it lets in whom it likes. */
  readonly keyFile: string | null;
  readonly userId: number;
  /** Number of the virtual terminal; null: not said. */
  readonly terminal: string | null;
}

/** `onlyOf`: of this user alone; null: of anybody. */
export function activeSession(places: LinuxPlaces, onlyOf: number | null): DesktopSession | null {
  const seat = assignments(join(places.run, 'systemd/seats/seat0'));
  const id = seat?.get('ACTIVE');
  // Without logind there is one desktop at most: the only display server that runs.
  if (id === undefined || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) return seat === null ? ofOnlyServer(places) : null;
  const session = assignments(join(places.run, 'systemd/sessions', id));
  if (session === null) return null;
  const type = session.get('TYPE') ?? '';
  const userId = Number(session.get('UID'));
  if (onlyOf !== null && userId !== onlyOf) return null;
  const common = {
    XDG_SESSION_TYPE: type,
    XDG_RUNTIME_DIR: join(places.run, 'user', String(userId)),
    [desktopUserVariable]: String(userId),
  };
  if (type === 'wayland') return { key: `wayland ${id}`, environment: common };
  const server = serverOf(session, displayServers(places));
  return server === null
    ? null
    : { key: `${id} ${server.display}`, environment: { ...common, ...wayTo(server, places) } };
}

function ofOnlyServer(places: LinuxPlaces): DesktopSession | null {
  const servers = displayServers(places);
  const [server] = servers;
  if (server === undefined || servers.length > 1) return null;
  const user = { [desktopUserVariable]: String(server.userId) };
  return {
    key: `alone ${server.display}`,
    environment: { XDG_SESSION_TYPE: 'x11', ...user, ...wayTo(server, places) },
  };
}

/** The display server's own copy of the key is often root's: then the user has one at home. */
function wayTo({ display, keyFile }: DisplayServer, { home }: LinuxPlaces): Record<string, string> {
  const own = join(home, '.Xauthority');
  const key = keyFile === null || isReadable(keyFile) ? keyFile : isReadable(own) ? own : keyFile;
  return { DISPLAY: display, ...(key === null ? {} : { XAUTHORITY: key }) };
}

/** By the display the session names, else by its terminal, else by its user. */
function serverOf(session: ReadonlyMap<string, string>, servers: readonly DisplayServer[]): DisplayServer | null {
  const display = session.get('DISPLAY') ?? '';
  if (display !== '') return servers.find((server) => server.display === display) ?? null;
  const terminal = session.get('VTNR');
  const onTerminal = servers.find((server) => server.terminal !== null && server.terminal === terminal);
  const ofUser = servers.filter(({ userId }) => String(userId) === session.get('UID'));
  return onTerminal ?? (ofUser.length === 1 ? (ofUser[0] ?? null) : null);
}

/** Those whose socket is there: one that is just starting or ending is none. */
function displayServers({ processes, sockets }: LinuxPlaces): DisplayServer[] {
  return listed(processes)
    .filter((name) => /^[0-9]+$/.test(name))
    .flatMap((id): DisplayServer[] => {
      const words = (textOf(join(processes, id, 'cmdline')) ?? '').split('\0');
      if (!/(?:^|\/)(?:Xorg|X|Xvfb|Xtigervnc|Xvnc|Xephyr)$/.test(words[0] ?? '')) return [];
      const display = words.find((word) => /^:[0-9]{1,5}$/.test(word)) ?? ':0';
      if (!isThere(join(sockets, '.X11-unix', `X${display.slice(1)}`))) return [];
      const keyFile = words[words.indexOf('-auth') + 1];
      const hasKey = words.includes('-auth') && keyFile !== undefined && keyFile.startsWith('/');
      return [
        {
          display,
          keyFile: hasKey ? keyFile : null,
          userId: ownerOf(join(processes, id)),
          terminal: words.find((word) => /^vt[0-9]{1,3}$/.test(word))?.slice(2) ?? null,
        },
      ];
    });
}

function listed(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function ownerOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? -1;
}

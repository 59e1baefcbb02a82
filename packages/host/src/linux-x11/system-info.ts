// What this computer calls itself.

import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { DesktopInfo } from '../ports.ts';

export function linuxInfo(): DesktopInfo {
  return { system: 'linux', systemName: systemName(), computerName: hostname(), userName: userName() };
}

function systemName(): string {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      const name = prettyName(readFileSync(path, 'utf8'));
      if (name) return name;
    } catch {
      // Not there: the next one, or the plain name below.
    }
  }
  return 'Linux';
}

/** PRETTY_NAME of an os-release file, for which see os-release(5). */
export function prettyName(text: string): string | null {
  const line = /^PRETTY_NAME=(.*)$/m.exec(text)?.[1]?.trim();
  if (!line) return null;
  const quoted = /^(["'])(.*)\1$/.exec(line)?.[2] ?? line;
  return quoted.replace(/\\(["'$`\\])/g, '$1').slice(0, 128) || null;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the user database.
    return '';
  }
}

// What this computer calls itself.

import { hostname, release, userInfo, version } from 'node:os';
import type { DesktopInfo } from '../ports.ts';

export function windowsInfo(): DesktopInfo {
  return {
    system: 'windows',
    systemName: editionName(version(), release()),
    computerName: hostname(),
    userName: userName(),
  };
}

/** Windows 11 still calls itself 10 in places; only the number of its build tells. */
export function editionName(name: string, release: string): string {
  const build = Number(release.split('.')[2] ?? 0);
  const edition = build >= 22_000 ? name.replace(/^(Microsoft )?Windows 10/, '$1Windows 11') : name;
  return (build > 0 ? `${edition} (${build})` : edition).slice(0, 128);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a profile.
    return '';
  }
}

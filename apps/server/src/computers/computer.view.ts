// A computer as members see it: its row with who is connected and whether it is online now.

import { type Computer, type ComputerPolicy, compareVersions, type Participant } from '@nearhand/protocol';
import { readVersion } from '../version.ts';
import type { ComputerRow } from './computer.repository.ts';

export interface ComputerViewSources {
  readonly isOnline: (agentKey: string) => boolean;
  /** By computer. */
  readonly participantsOf: (computerIds: readonly string[]) => Promise<ReadonlyMap<string, Participant[]>>;
}

/** Of one who looks: what is shared with others, and what is theirs by a share, by computer. */
export interface SharingView {
  readonly sharedOut: ReadonlySet<string>;
  readonly sharedBy: ReadonlyMap<string, NonNullable<Computer['sharedBy']>>;
}

export async function viewComputers(
  rows: readonly ComputerRow[],
  sources: ComputerViewSources,
  { sharedOut, sharedBy }: SharingView,
): Promise<Computer[]> {
  const version = readVersion();
  const participants = await sources.participantsOf(rows.map(({ id }) => id));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    system: row.system,
    systemName: row.systemName,
    agentVersion: row.agentVersion,
    outdated: row.agentVersion !== '' && compareVersions(row.agentVersion, version) < 0,
    installed: row.installed,
    desktopLimit: row.desktopLimit,
    online: row.agentKey !== null && sources.isOnline(row.agentKey),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    addedAt: row.addedAt.toISOString(),
    participants: participants.get(row.id) ?? [],
    policy: policyOf(row),
    endingFailed: row.endingFailed,
    unlockFailed: row.unlockFailed,
    sharedWithOthers: sharedOut.has(row.id) && !sharedBy.has(row.id),
    sharedBy: sharedBy.get(row.id) ?? null,
  }));
}

export function policyOf({ disabled, permissions, ask, askSeconds, atEnd }: ComputerRow): ComputerPolicy {
  return { disabled, permissions, ask, askSeconds, atEnd };
}

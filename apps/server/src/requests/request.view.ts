// A request as members see it: its row with who is connected and whether its agent is online now.

import type { Download, Participant, SupportRequest } from '@nearhand/protocol';
import type { RequestRow } from './request.repository.ts';

export interface RequestViewSources {
  readonly isOnline: (agentKey: string) => boolean;
  /** By request. */
  readonly participantsOf: (requestIds: readonly string[]) => Promise<ReadonlyMap<string, Participant[]>>;
  /** Of queues and assignees, by id. */
  readonly placeNames: (rows: readonly RequestRow[]) => Promise<ReadonlyMap<string, string>>;
  readonly downloadOf: (requestId: string) => Download | null;
}

export async function viewRequests(
  rows: readonly RequestRow[],
  sources: RequestViewSources,
): Promise<SupportRequest[]> {
  const participants = rows.length === 0 ? new Map() : await sources.participantsOf(rows.map(({ id }) => id));
  const names = await sources.placeNames(rows);
  return rows.map((row) => ({
    ...viewRequest(row, participants.get(row.id) ?? [], sources.isOnline),
    download: isDownloading(row) ? sources.downloadOf(row.id) : null,
    assignee: namedIn(names, row.assigneeId),
    queue: namedIn(names, row.queueId),
  }));
}

function viewRequest(
  row: RequestRow,
  participants: Participant[],
  isOnline: RequestViewSources['isOnline'],
): Omit<SupportRequest, 'assignee' | 'queue' | 'download'> {
  return {
    id: row.id,
    customer: row.customer,
    customerEmail: row.customerEmail,
    comments: row.comments,
    state: row.state,
    stateSince: row.stateSince.toISOString(),
    steps: row.steps,
    permissions: row.permissions,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    createdBy: row.createdById === null ? null : { id: row.createdById, name: row.createdByName ?? '' },
    computer:
      row.agentKey === null
        ? null
        : { name: row.computerName ?? '', systemName: row.systemName ?? '', online: isOnline(row.agentKey) },
    participants,
    closed: row.closedBy === null ? null : { by: row.closedBy, note: row.closingNote },
  };
}

/** The customer pressed the button (what mail scanners fetch is nobody's step), and the program has not come yet. */
function isDownloading({ state, steps }: RequestRow): boolean {
  const taken = steps.map(({ step }) => step);
  return state === 'waiting' && taken.includes('downloading') && !taken.includes('programStarted');
}

function namedIn(names: ReadonlyMap<string, string>, id: string | null): { id: string; name: string } | null {
  const name = id === null ? undefined : names.get(id);
  return id === null || name === undefined ? null : { id, name };
}

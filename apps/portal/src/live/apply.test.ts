import type { ComputerList } from '@nearhand/protocol';
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { computersQuery } from '../api/queries.ts';
import { applyHubMessage } from './apply.ts';

const computer: ComputerList['computers'][number] = {
  id: '0198c0de-0000-7000-8000-000000000001',
  name: 'desk-7',
  kind: 'enrolled',
  system: 'linux',
  systemName: 'Debian 12',
  online: true,
  installed: null,
  desktopLimit: null,
  agentVersion: '',
  outdated: false,
  lastSeenAt: null,
  addedAt: '2026-01-01T00:00:00.000Z',
  participants: [],
  policy: { disabled: false, permissions: [], ask: false, askSeconds: 30, atEnd: 'leave' },
  endingFailed: null,
  unlockFailed: null,
  sharedWithOthers: false,
  sharedBy: null,
};

it.each([
  ['asked for again while some wait for a second factor', [{ organisation: 'Own', computers: 1 }], true],
  ['kept otherwise', [], false],
])('SHR4: with a changed computer the list is %s', (_what, withheld, isAskedFor) => {
  const client = new QueryClient();
  client.setQueryData(computersQuery.queryKey, { computers: [], withheld });
  applyHubMessage(client, { type: 'computer.changed', computer });
  expect(client.getQueryData(computersQuery.queryKey)?.computers).toEqual([computer]);
  expect(client.getQueryState(computersQuery.queryKey)?.isInvalidated).toBe(isAskedFor);
});

// What unlocks a computer's screen, over HTTP: whether something is stored, and storing what was sealed.
import { computerUnlockSchema, type SetComputerUnlock } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { queryKeys } from './queries.ts';

const pathOf = (computerId: string) => `/api/computers/${encodeURIComponent(computerId)}/unlock`;

export const computerUnlockApi = {
  store: (computerId: string, body: SetComputerUnlock) =>
    call(z.unknown(), pathOf(computerId), { method: 'PUT', body }),
  remove: (computerId: string) => call(z.unknown(), pathOf(computerId), { method: 'DELETE' }),
};

/** Read anew whenever computers are: the key may have changed. */
export const computerUnlockQuery = (computerId: string) =>
  queryOptions({
    queryKey: [...queryKeys.computers, computerId, 'unlock'],
    queryFn: ({ signal }) => call(computerUnlockSchema, pathOf(computerId), { signal }),
    staleTime: 0,
  });

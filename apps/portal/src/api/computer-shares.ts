// What can be set of a computer, and its shares, over HTTP.
import {
  type ChangeComputer,
  type ChangeComputerShare,
  computerShareListSchema,
  computerShareSchema,
  givenSharesSchema,
  type NewComputerShare,
  sharedComputerSchema,
} from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { queryKeys } from './queries.ts';

const pathOf = (computerId: string) => `/api/computers/${encodeURIComponent(computerId)}/shares`;
const oneOf = (computerId: string, id: string) => `${pathOf(computerId)}/${encodeURIComponent(id)}`;

export const changeComputer = (id: string, body: ChangeComputer) =>
  call(z.unknown(), `/api/computers/${encodeURIComponent(id)}`, { method: 'PATCH', body });

export const computerSharesApi = {
  share: (computerId: string, wish: NewComputerShare) =>
    call(sharedComputerSchema, pathOf(computerId), { method: 'POST', body: wish }),
  change: (computerId: string, id: string, wish: ChangeComputerShare) =>
    call(computerShareSchema, oneOf(computerId, id), { method: 'PATCH', body: wish }),
  /** What is shared with oneself. */
  giveUp: (computerId: string) => call(z.unknown(), `${pathOf(computerId)}/mine`, { method: 'DELETE' }),
  end: (computerId: string, id: string) => call(z.unknown(), oneOf(computerId, id), { method: 'DELETE' }),
};

/** What a member shared with others. */
export const givenSharesQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['given-shares', memberId],
    queryFn: ({ signal }) =>
      call(givenSharesSchema, `/api/members/${encodeURIComponent(memberId)}/given-shares`, { signal }),
    staleTime: 0,
  });

/** Read anew whenever computers are: rights may have changed. */
export const computerSharesQuery = (computerId: string) =>
  queryOptions({
    queryKey: [...queryKeys.computers, computerId, 'shares'],
    queryFn: ({ signal }) => call(computerShareListSchema, pathOf(computerId), { signal }),
  });

// Adding computers over HTTP: by the code they show, and with tokens.
import {
  addedComputerSchema,
  createdEnrolmentTokenSchema,
  enrolmentTokenListSchema,
  type NewEnrolmentToken,
  pendingComputerSchema,
} from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';

const anything = z.unknown();
const pending = '/api/pending-computers';
const tokens = '/api/enrolment-tokens';

export const enrolmentApi = {
  confirm: (code: string) => call(addedComputerSchema, `${pending}/confirm`, { method: 'POST', body: { code } }),
  deny: (code: string) => call(anything, `${pending}/deny`, { method: 'POST', body: { code } }),
  createToken: (token: NewEnrolmentToken) => call(createdEnrolmentTokenSchema, tokens, { method: 'POST', body: token }),
  revokeToken: (id: string) =>
    call(anything, `${tokens}/${encodeURIComponent(id)}/revoke`, { method: 'POST', body: {} }),
};

export const pendingComputerQuery = (code: string) =>
  queryOptions({
    queryKey: ['pendingComputer', code],
    queryFn: ({ signal }) => call(pendingComputerSchema, `${pending}/look`, { method: 'POST', body: { code }, signal }),
    // Every try counts.
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  });

export const enrolmentTokensQuery = queryOptions({
  queryKey: ['enrolmentTokens'],
  queryFn: ({ signal }) => call(enrolmentTokenListSchema, tokens, { signal }),
  staleTime: 0,
});

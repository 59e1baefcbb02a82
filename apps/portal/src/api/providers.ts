// The routes of signing in with providers, by name: beginning, one's own, the host's settings.
import {
  type ChangeProviders,
  begunProviderSchema,
  ownProvidersSchema,
  providerSettingsSchema,
} from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { type TypedProof, proofIn } from './own-proof.ts';

const ownPath = (id: string, what: string) => `/api/me/providers/${encodeURIComponent(id)}/${what}`;

export const providersApi = {
  own: (signal?: AbortSignal) => call(ownProvidersSchema, '/api/me/providers', { signal }),
  join: async (id: string, proof: TypedProof) =>
    call(begunProviderSchema, ownPath(id, 'join'), { method: 'POST', body: proofIn(proof) }),
  remove: async (id: string, proof: TypedProof) =>
    call(z.unknown(), ownPath(id, 'remove'), { method: 'POST', body: proofIn(proof) }),
  /** `fresh`: to prove who is there. */
  begin: (provider: string, path: string, fresh: boolean) =>
    call(begunProviderSchema, '/api/auth/providers/begin', { method: 'POST', body: { provider, return: path, fresh } }),
  settings: (signal?: AbortSignal) => call(providerSettingsSchema, '/api/host/providers', { signal }),
  change: (change: ChangeProviders) =>
    call(providerSettingsSchema, '/api/host/providers', { method: 'PATCH', body: change }),
};

export const providerSettingsQuery = queryOptions({
  queryKey: ['host', 'providers'],
  queryFn: ({ signal }) => providersApi.settings(signal),
});

export const ownProvidersQuery = queryOptions({
  queryKey: ['ownProviders'],
  queryFn: ({ signal }) => providersApi.own(signal),
});

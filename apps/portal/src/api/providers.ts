// The routes of signing in with providers, by name, and how their settings are kept.
import { type ChangeProviders, begunProviderSchema, providerSettingsSchema } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';

export const providersApi = {
  begin: (provider: string, path: string) =>
    call(begunProviderSchema, '/api/auth/providers/begin', { method: 'POST', body: { provider, return: path } }),
  settings: (signal?: AbortSignal) => call(providerSettingsSchema, '/api/host/providers', { signal }),
  change: (change: ChangeProviders) =>
    call(providerSettingsSchema, '/api/host/providers', { method: 'PATCH', body: change }),
};

export const providerSettingsQuery = queryOptions({
  queryKey: ['host', 'providers'],
  queryFn: ({ signal }) => providersApi.settings(signal),
});

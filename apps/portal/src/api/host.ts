// The routes of the host's settings, by name, and how they are kept.
import {
  agentVersionsSchema,
  type ChangeAgentVersion,
  type ChangeHostSettings,
  type ChangeMailSettings,
  hostSettingsSchema,
  mailSettingsSchema,
} from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';

export const hostApi = {
  settings: (signal?: AbortSignal) => call(hostSettingsSchema, '/api/host/settings', { signal }),
  change: (change: ChangeHostSettings) =>
    call(hostSettingsSchema, '/api/host/settings', { method: 'PATCH', body: change }),
  agentVersions: (signal?: AbortSignal) => call(agentVersionsSchema, '/api/host/agent-versions', { signal }),
  changeAgentVersion: (change: ChangeAgentVersion) =>
    call(agentVersionsSchema, '/api/host/agent-versions', { method: 'PATCH', body: change }),
  changeMail: (change: ChangeMailSettings) =>
    call(mailSettingsSchema, '/api/host/mail', { method: 'PATCH', body: change }),
};

export const hostSettingsQuery = queryOptions({
  queryKey: ['host', 'settings'],
  queryFn: ({ signal }) => hostApi.settings(signal),
});

export const agentVersionsQuery = queryOptions({
  queryKey: ['host', 'agentVersions'],
  queryFn: ({ signal }) => hostApi.agentVersions(signal),
});

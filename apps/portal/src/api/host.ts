// The routes of the host's settings, by name, and how they are kept.
import {
  type AgentTarget,
  agentVersionsSchema,
  type ChangeAgentVersion,
  type ChangeHostSettings,
  type ChangeMailSettings,
  hostSettingsSchema,
  isProgramUnderWay,
  mailSettingsSchema,
  programStatesSchema,
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
  programs: (signal?: AbortSignal) => call(programStatesSchema, '/api/host/programs', { signal }),
  buildAgain: (target: AgentTarget) =>
    call(programStatesSchema, `/api/host/programs/${target}/build`, { method: 'POST' }),
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

const whileBuildingMs = 2000;
const atRestMs = 30_000;

export const programsQuery = queryOptions({
  queryKey: ['host', 'programs'],
  queryFn: ({ signal }) => hostApi.programs(signal),
  // A build takes seconds to minutes and nobody is told of its end.
  refetchInterval: ({ state }) =>
    state.data?.some((one) => one.state !== null && isProgramUnderWay(one.state)) ? whileBuildingMs : atRestMs,
});

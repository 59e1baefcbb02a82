// What is read from the server, under which key it is kept, and how it is read. The hub keeps it true (live/).
import type { AuditFilter } from '@nearhand/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type RequestFilter, api } from './api.ts';

export const queryKeys = {
  server: ['server'],
  me: ['me'],
  requestLists: ['requests', 'list'],
  request: (id: string) => ['requests', 'one', id],
  invitation: (id: string) => ['requests', 'invitation', id],
  timeline: (id: string) => ['requests', 'timeline', id],
  requests: ['requests'],
  computers: ['computers'],
  signIns: ['signIns'],
  mailSettings: ['host', 'mail'],
  mails: ['host', 'mails', 'list'],
  mail: (id: string) => ['host', 'mails', 'one', id],
  members: ['members'],
  audit: ['audit'],
  roles: ['roles'],
  groups: ['groups'],
  queues: ['queues'],
  explanation: ['explanation'],
} as const;

/** Changes that other parts must know of while they are on their way. */
export const mutationKeys = { signOut: ['signOut'] } as const;

export const serverQuery = queryOptions({ queryKey: queryKeys.server, queryFn: ({ signal }) => api.server(signal) });

export const meQuery = queryOptions({
  queryKey: queryKeys.me,
  queryFn: ({ signal }) => api.me(signal),
  staleTime: 5 * 60_000,
});

export const requestListQuery = (filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.requestLists, filter] as const,
    queryFn: ({ pageParam, signal }) => api.requests(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // What was found so far stays while one goes on typing.
    placeholderData: (before, query) => (query?.queryKey[2].state === filter.state ? before : undefined),
  });

export const requestQuery = (id: string) =>
  queryOptions({ queryKey: queryKeys.request(id), queryFn: ({ signal }) => api.request(id, signal) });

export const invitationQuery = (id: string) =>
  queryOptions({ queryKey: queryKeys.invitation(id), queryFn: ({ signal }) => api.invitation(id, signal) });

export const timelineQuery = (id: string) =>
  queryOptions({ queryKey: queryKeys.timeline(id), queryFn: ({ signal }) => api.timeline(id, signal) });

export const computersQuery = queryOptions({
  queryKey: queryKeys.computers,
  queryFn: ({ signal }) => api.computers(signal),
});

export const signInsQuery = queryOptions({
  queryKey: queryKeys.signIns,
  queryFn: ({ signal }) => api.signIns(signal),
  staleTime: 0,
});

export const mailSettingsQuery = queryOptions({
  queryKey: queryKeys.mailSettings,
  queryFn: ({ signal }) => api.mailSettings(signal),
});

export const mailListQuery = infiniteQueryOptions({
  queryKey: queryKeys.mails,
  queryFn: ({ pageParam, signal }) => api.mails(pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  staleTime: 0,
});

export const mailQuery = (id: string) =>
  queryOptions({ queryKey: queryKeys.mail(id), queryFn: ({ signal }) => api.mail(id, signal) });

export const membersQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.members, text],
    queryFn: ({ pageParam, signal }) => api.members(text, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** What changes members changes them too. */
export const assigneesQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.members, 'assignees', text],
    queryFn: ({ pageParam, signal }) => api.assignees(text, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.audit, filter],
    queryFn: ({ pageParam, signal }) => api.audit(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

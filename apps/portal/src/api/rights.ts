// Roles, groups, queues and explanations as the HTTP API offers them.
import {
  type ExplanationQuery,
  type NewGroup,
  type Right,
  type RoleId,
  explanationSchema,
  groupListSchema,
  queueListSchema,
  roleListSchema,
} from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { queryKeys } from './queries.ts';

export interface RoleWish {
  name: string;
  rights: Right[];
}

type Kind = 'roles' | 'groups' | 'queues';

/** The pages read what they show anew. */
const anything = z.unknown();

const create = (kind: Kind, body: unknown) => call(anything, `/api/${kind}`, { method: 'POST', body });
const change = (kind: Kind, id: string, body: unknown) =>
  call(anything, `/api/${kind}/${encodeURIComponent(id)}`, { method: 'PATCH', body });
const remove = (kind: Kind, id: string, body: unknown = {}) =>
  call(anything, `/api/${kind}/${encodeURIComponent(id)}/delete`, { method: 'POST', body });

/** `id` null: a new one. */
export const rightsApi = {
  saveRole: (id: RoleId | null, wish: RoleWish) => (id === null ? create('roles', wish) : change('roles', id, wish)),
  deleteRole: (id: RoleId, moveTo: RoleId | undefined) => remove('roles', id, moveTo === undefined ? {} : { moveTo }),
  saveGroup: (id: string | null, wish: NewGroup) => (id === null ? create('groups', wish) : change('groups', id, wish)),
  deleteGroup: (id: string) => remove('groups', id),
  saveQueue: (id: string | null, name: string) =>
    id === null ? create('queues', { name }) : change('queues', id, { name }),
  deleteQueue: (id: string) => remove('queues', id),
};

export const rolesQuery = queryOptions({
  queryKey: queryKeys.roles,
  queryFn: async ({ signal }) => (await call(roleListSchema, '/api/roles', { signal })).roles,
});

export const groupsQuery = queryOptions({
  queryKey: queryKeys.groups,
  queryFn: async ({ signal }) => (await call(groupListSchema, '/api/groups', { signal })).groups,
});

export const queuesQuery = queryOptions({
  queryKey: queryKeys.queues,
  queryFn: async ({ signal }) => (await call(queueListSchema, '/api/queues', { signal })).queues,
});

export const explanationQuery = ({ memberId, shareId, ...what }: ExplanationQuery) => {
  const who = memberId === undefined ? { shareId: shareId ?? '' } : { memberId };
  const query = { ...who, ...what };
  return queryOptions({
    queryKey: [...queryKeys.explanation, query],
    queryFn: ({ signal }) => call(explanationSchema, `/api/explanation?${new URLSearchParams(query)}`, { signal }),
    staleTime: 0,
  });
};

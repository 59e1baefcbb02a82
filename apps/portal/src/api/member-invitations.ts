// Invitations of members over HTTP: inviting, and accepting with a link.
import {
  createdOrganisationSchema,
  invitedMemberSchema,
  type JoinAsNewMember,
  memberInvitationListSchema,
  openedMemberInvitationSchema,
  type RoleId,
} from '@nearhand/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';

const anything = z.unknown();
const start = '/api/member-invitations';

function path(id: string, action: 'send-again' | 'withdraw'): string {
  return `${start}/${encodeURIComponent(id)}/${action}`;
}

export const memberInvitationsApi = {
  invite: (email: string, role: RoleId) => call(invitedMemberSchema, start, { method: 'POST', body: { email, role } }),
  sendAgain: (id: string) => call(invitedMemberSchema, path(id, 'send-again'), { method: 'POST', body: {} }),
  withdraw: (id: string) => call(anything, path(id, 'withdraw'), { method: 'POST', body: {} }),
  /** Signs nobody in. */
  join: (wish: JoinAsNewMember) => call(anything, `${start}/join`, { method: 'POST', body: wish }),
  /** With the account that is signed in. */
  accept: (token: string) => call(createdOrganisationSchema, `${start}/accept`, { method: 'POST', body: { token } }),
};

export const memberInvitationsQuery = infiniteQueryOptions({
  queryKey: ['memberInvitations'],
  queryFn: ({ pageParam, signal }) => {
    const query = new URLSearchParams({ limit: '50' });
    if (pageParam !== null) query.set('cursor', pageParam);
    return call(memberInvitationListSchema, `${start}?${query.toString()}`, { signal });
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const openedInvitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['openedInvitation', token],
    queryFn: ({ signal }) =>
      call(openedMemberInvitationSchema, `${start}/open`, { method: 'POST', body: { token }, signal }),
    retry: false,
    refetchOnWindowFocus: false,
  });

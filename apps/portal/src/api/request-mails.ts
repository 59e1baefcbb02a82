// Invitations of customers by e-mail over HTTP.
import {
  invitationDraftSchema,
  type Locale,
  mailedInvitationListSchema,
  type MailInvitation,
} from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';

const path = (requestId: string, part: 'mails' | 'mail-draft') =>
  `/api/requests/${encodeURIComponent(requestId)}/${part}`;

/** Answers all that were sent. */
export const mailInvitation = (requestId: string, letter: MailInvitation) =>
  call(mailedInvitationListSchema, path(requestId, 'mails'), { method: 'POST', body: letter });

/** How soon it is looked again while a mail is on its way. */
const underWayMs = 2000;

export const requestMailsQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['requests', 'mails', requestId],
    queryFn: ({ signal }) => call(mailedInvitationListSchema, path(requestId, 'mails'), { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.mails.some((mail) => mail.state === 'waiting') ? underWayMs : false),
  });

export const invitationDraftQuery = (requestId: string, locale: Locale) =>
  queryOptions({
    queryKey: ['requests', 'mailDraft', requestId, locale],
    queryFn: ({ signal }) =>
      call(invitationDraftSchema, `${path(requestId, 'mail-draft')}?${new URLSearchParams({ locale }).toString()}`, {
        signal,
      }),
    staleTime: 0,
  });

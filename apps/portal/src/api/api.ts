// Every route of the HTTP API that the portal uses, by name.
import {
  type AuditFilter,
  type ChangePassword,
  type Connect,
  type Locale,
  type MailTest,
  type NewRequest,
  type RequestSelection,
  type SecondStep,
  type RoleId,
  assigneeListSchema,
  auditPageSchema,
  computerListSchema,
  connectedSchema,
  createdRequestSchema,
  invitationSchema,
  mailDetailSchema,
  mailListSchema,
  mailSettingsSchema,
  mailTestSchema,
  meSchema,
  memberListSchema,
  requestListSchema,
  requestSchema,
  secondStepSchema,
  serverInfoSchema,
  signInListSchema,
  type Setup,
  timelineSchema,
  type UpdateMe,
} from '@nearhand/protocol';
import { z } from 'zod';
import { call } from './client.ts';
import { ApiError } from './errors.ts';

export interface RequestFilter {
  state: RequestSelection;
  text: string;
}

/** The pages read what they show anew, whatever a change is answered with. */
const anything = z.unknown();
const pageSize = 50;

/** As in an address; what is not given is left out. */
export function auditQuery(filter: AuditFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

function requestPath(id: string, rest = ''): string {
  return `/api/requests/${encodeURIComponent(id)}${rest}`;
}

/** Of a list in which a name is searched. */
function pageOf(text: string, cursor: string | null): string {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (text !== '') query.set('text', text);
  if (cursor !== null) query.set('cursor', cursor);
  return query.toString();
}

export const api = {
  server: (signal?: AbortSignal) => call(serverInfoSchema, '/api/server', { signal }),
  setUp: (setup: Setup) => call(anything, '/api/setup', { method: 'POST', body: setup }),

  /** What is asked for next; null: signed in. Throws ApiError: `credentials_wrong`. */
  async signIn(email: string, password: string): Promise<SecondStep | null> {
    try {
      const answer = await call(anything, '/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
      return secondStepSchema.safeParse(answer).data?.secondStep ?? null;
    } catch (error) {
      // Before anybody is signed in, "not signed in" can only mean that the credentials are wrong.
      if (error instanceof ApiError && error.code === 'not_signed_in') {
        throw new ApiError('credentials_wrong', 'Wrong e-mail address or password', { cause: error });
      }
      throw error;
    }
  },
  signOut: () => call(anything, '/api/auth/sign-out', { method: 'POST', body: {} }),
  me: (signal?: AbortSignal) => call(meSchema, '/api/me', { signal }),
  updateMe: (change: UpdateMe) => call(anything, '/api/me', { method: 'PATCH', body: change }),
  /** A square PNG of the protocol's size, as base64. */
  savePicture: (png: string) => call(anything, '/api/me/picture', { method: 'POST', body: { png } }),
  removePicture: () => call(anything, '/api/me/picture/remove', { method: 'POST', body: {} }),

  forgotPassword: (email: string, locale: Locale) =>
    call(anything, '/api/password-resets', { method: 'POST', body: { email, locale } }),
  resetPassword: (token: string, newPassword: string) =>
    call(anything, '/api/password-resets/complete', { method: 'POST', body: { token, newPassword } }),
  changePassword: (change: ChangePassword) => call(anything, '/api/me/password', { method: 'POST', body: change }),
  signIns: (signal?: AbortSignal) => call(signInListSchema, '/api/me/sign-ins', { signal }),
  endSignIn: (id: string) =>
    call(anything, `/api/me/sign-ins/${encodeURIComponent(id)}/end`, { method: 'POST', body: {} }),
  endOtherSignIns: () => call(anything, '/api/me/sign-ins/end-others', { method: 'POST', body: {} }),

  mailSettings: (signal?: AbortSignal) => call(mailSettingsSchema, '/api/host/mail', { signal }),
  mails(cursor: string | null, signal?: AbortSignal) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (cursor !== null) query.set('cursor', cursor);
    return call(mailListSchema, `/api/host/mails?${query.toString()}`, { signal });
  },
  mail: (id: string, signal?: AbortSignal) =>
    call(mailDetailSchema, `/api/host/mails/${encodeURIComponent(id)}`, { signal }),
  testMail: (): Promise<MailTest> => call(mailTestSchema, '/api/host/mail/test', { method: 'POST', body: {} }),

  requests(filter: RequestFilter, cursor: string | null, signal?: AbortSignal) {
    const query = new URLSearchParams({ state: filter.state, limit: String(pageSize) });
    if (filter.text !== '') query.set('text', filter.text);
    if (cursor !== null) query.set('cursor', cursor);
    return call(requestListSchema, `/api/requests?${query.toString()}`, { signal });
  },
  request: (id: string, signal?: AbortSignal) => call(requestSchema, requestPath(id), { signal }),
  createRequest: (request: NewRequest) =>
    call(createdRequestSchema, '/api/requests', { method: 'POST', body: request }),
  editRequest: (id: string, change: { customer?: string; customerEmail?: string | null; comments?: string }) =>
    call(anything, requestPath(id), { method: 'PATCH', body: change }),
  closeRequest: (id: string, note: string) =>
    call(anything, requestPath(id, '/close'), { method: 'POST', body: { note } }),
  reopenRequest: (id: string) => call(anything, requestPath(id, '/reopen'), { method: 'POST', body: {} }),
  assignRequest: (id: string, memberId: string | null, before: string | null) =>
    call(anything, requestPath(id, '/assign'), { method: 'POST', body: { memberId, before } }),
  queueRequest: (id: string, queueId: string | null) =>
    call(anything, requestPath(id, '/queue'), { method: 'POST', body: { queueId } }),
  invitation: (id: string, signal?: AbortSignal) => call(invitationSchema, requestPath(id, '/invitation'), { signal }),
  timeline: (id: string, signal?: AbortSignal) => call(timelineSchema, requestPath(id, '/timeline'), { signal }),

  computers: (signal?: AbortSignal) => call(computerListSchema, '/api/computers', { signal }),

  members(text: string, cursor: string | null, signal?: AbortSignal) {
    return call(memberListSchema, `/api/members?${pageOf(text, cursor)}`, { signal });
  },
  assignees(text: string, cursor: string | null, signal?: AbortSignal) {
    return call(assigneeListSchema, `/api/assignees?${pageOf(text, cursor)}`, { signal });
  },
  changeRole: (id: string, role: RoleId) =>
    call(anything, `/api/members/${encodeURIComponent(id)}`, { method: 'PATCH', body: { role } }),
  removeMember: (id: string) =>
    call(anything, `/api/members/${encodeURIComponent(id)}/remove`, { method: 'POST', body: {} }),
  audit(filter: AuditFilter, cursor: string | null, signal?: AbortSignal) {
    const query = new URLSearchParams(auditQuery(filter));
    query.set('limit', String(pageSize));
    if (cursor !== null) query.set('cursor', cursor);
    return call(auditPageSchema, `/api/audit?${query.toString()}`, { signal });
  },

  /** For a page on its way out. */
  endSession: (id: string) =>
    call(anything, `/api/sessions/${encodeURIComponent(id)}/end`, { method: 'POST', body: {}, keepalive: true }),
  connect: (connect: Connect) => call(connectedSchema, '/api/sessions', { method: 'POST', body: connect }),
};

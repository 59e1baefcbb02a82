// Every route of the HTTP API and who may use it. The authorisation tests are made from it; a route that is not here
// fails them.

import { type Right, rightsOfRole } from '@nearhand/protocol';

/** `signedIn`: also before two-factor sign-in is set up. `owner`, `host`: by who one is, not by a right. */
export type Access = 'public' | 'signedIn' | 'member' | 'owner' | 'host' | { readonly rights: readonly Right[] };

export interface RouteRow {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  /** Words in braces stand for one of the organisation's; `{new}` and `{address}` for what nobody has. */
  readonly body?: unknown;
  readonly query?: string;
  /** What `:id` is. */
  readonly id?: 'request' | 'member' | 'role' | 'group' | 'queue' | 'invitation' | 'token' | 'computer';
  /** Rights one must hold as well, because of what it is done with. */
  readonly besides?: readonly Right[];
  /**
   * Of a route about one computer: whether it is for those who reach it by nothing but a share. Its rights are not asked
   * for then; without the share it is as if there were no computer.
   */
  readonly byShare?: boolean;
  /** Answers something else than JSON. */
  readonly isFile?: boolean;
}

export interface GuardedRow extends RouteRow {
  readonly access: { readonly rights: readonly Right[] };
}

const commitment = 'A'.repeat(43);
const needs = (...rights: Right[]) => ({ rights });

export const routeTable: readonly RouteRow[] = [
  { method: 'GET', path: '/api/openapi.json', access: 'public' },
  { method: 'GET', path: '/api/server', access: 'public' },
  { method: 'GET', path: '/api/agent-updates', access: 'public' },
  { method: 'GET', path: '/api/agent-updates/files/:sha256', access: 'public' },
  { method: 'POST', path: '/api/setup', access: 'public' },
  { method: 'POST', path: '/api/auth/sign-in/email', access: 'public' },
  { method: 'POST', path: '/api/auth/passkey/sign-in', access: 'public' },
  { method: 'POST', path: '/api/auth/providers/begin', access: 'public' },
  { method: 'GET', path: '/api/auth/callback/:provider', access: 'public' },
  { method: 'POST', path: '/api/auth/sign-out', access: 'public' },
  { method: 'POST', path: '/api/auth/two-factor/verify-totp', access: 'public' },
  { method: 'POST', path: '/api/auth/two-factor/verify-backup-code', access: 'public' },
  { method: 'POST', path: '/api/password-resets', access: 'public' },
  { method: 'POST', path: '/api/password-resets/complete', access: 'public' },
  { method: 'POST', path: '/api/passkeys/sign-in-options', access: 'public' },
  { method: 'POST', path: '/api/sign-ups', access: 'public' },
  { method: 'POST', path: '/api/sign-ups/complete', access: 'public' },
  { method: 'POST', path: '/api/member-invitations/open', access: 'public' },
  { method: 'POST', path: '/api/member-invitations/join', access: 'public' },
  { method: 'POST', path: '/api/join', access: 'public' },
  { method: 'POST', path: '/api/invitations/steps', access: 'public' },
  { method: 'POST', path: '/api/invitations/progress', access: 'public' },
  { method: 'GET', path: '/api/host/programs', access: 'host' },
  { method: 'POST', path: '/api/host/programs/:target/build', access: 'host' },

  { method: 'GET', path: '/api/me', access: 'signedIn' },
  { method: 'GET', path: '/api/two-factor', access: 'signedIn' },
  { method: 'POST', path: '/api/two-factor/begin', access: 'signedIn' },
  { method: 'POST', path: '/api/two-factor/confirm', access: 'signedIn' },
  { method: 'POST', path: '/api/two-factor/backup-codes', access: 'signedIn' },
  { method: 'POST', path: '/api/two-factor/turn-off', access: 'signedIn' },
  { method: 'PATCH', path: '/api/me', access: 'member' },
  { method: 'POST', path: '/api/me/password', access: 'member' },
  { method: 'GET', path: '/api/me/deletion', access: 'member' },
  { method: 'POST', path: '/api/me/deletion', access: 'member' },
  { method: 'GET', path: '/api/me/providers', access: 'member' },
  { method: 'POST', path: '/api/me/providers/:id/join', access: 'member' },
  { method: 'POST', path: '/api/me/providers/:id/remove', access: 'member' },
  { method: 'GET', path: '/api/me/email', access: 'member' },
  { method: 'POST', path: '/api/me/email', access: 'member' },
  { method: 'POST', path: '/api/me/email/confirm', access: 'member' },
  { method: 'POST', path: '/api/me/email/cancel', access: 'member' },
  { method: 'GET', path: '/api/me/sign-ins', access: 'member' },
  { method: 'POST', path: '/api/me/sign-ins/:id/end', access: 'member' },
  { method: 'POST', path: '/api/me/sign-ins/end-others', access: 'member' },
  { method: 'GET', path: '/api/push', access: 'member' },
  { method: 'POST', path: '/api/push/subscription', access: 'member' },
  { method: 'POST', path: '/api/push/subscription/end', access: 'member' },
  { method: 'POST', path: '/api/push/test', access: 'member' },
  { method: 'GET', path: '/api/me/presence', access: 'member' },
  { method: 'POST', path: '/api/me/presence', access: 'member' },
  { method: 'POST', path: '/api/me/picture', access: 'member' },
  { method: 'GET', path: '/api/me/passkeys', access: 'signedIn' },
  { method: 'POST', path: '/api/me/passkeys', access: 'signedIn' },
  { method: 'POST', path: '/api/me/passkeys/options', access: 'signedIn' },
  { method: 'PATCH', path: '/api/me/passkeys/:id', access: 'signedIn' },
  { method: 'POST', path: '/api/me/passkeys/:id/remove', access: 'signedIn' },
  { method: 'POST', path: '/api/me/picture/remove', access: 'member' },
  { method: 'GET', path: '/api/notifications', access: 'member' },
  { method: 'POST', path: '/api/notifications/read', access: 'member' },
  { method: 'GET', path: '/api/notifications/settings', access: 'member' },
  { method: 'PATCH', path: '/api/notifications/settings', access: 'member' },
  { method: 'GET', path: '/api/organisations', access: 'signedIn' },
  { method: 'POST', path: '/api/organisations', access: 'member' },
  { method: 'POST', path: '/api/organisations/:id/enter', access: 'signedIn' },
  { method: 'POST', path: '/api/organisation/leave', access: 'member' },
  { method: 'POST', path: '/api/member-invitations/accept', access: 'member' },
  { method: 'POST', path: '/api/sessions/:id/end', access: 'member' },

  { method: 'PATCH', path: '/api/organisation', access: 'owner', body: { name: 'Renamed' } },
  { method: 'PATCH', path: '/api/organisation/two-factor', access: 'owner', body: { required: false } },
  { method: 'GET', path: '/api/host/settings', access: 'host' },
  { method: 'PATCH', path: '/api/host/settings', access: 'host', body: {} },
  { method: 'GET', path: '/api/host/providers', access: 'host' },
  { method: 'PATCH', path: '/api/host/providers', access: 'host', body: {} },
  { method: 'GET', path: '/api/host/agent-versions', access: 'host' },
  {
    method: 'PATCH',
    path: '/api/host/agent-versions',
    access: 'host',
    body: { version: '9.9.9', withdrawn: false },
  },
  { method: 'GET', path: '/api/host/mail', access: 'host' },
  { method: 'PATCH', path: '/api/host/mail', access: 'host', body: { smtp: null } },
  { method: 'GET', path: '/api/host/mails', access: 'host' },
  { method: 'GET', path: '/api/host/mails/:id', access: 'host', id: 'request' },
  { method: 'POST', path: '/api/host/mail/test', access: 'host', body: {} },

  { method: 'GET', path: '/api/requests', access: needs('requests.view') },
  { method: 'POST', path: '/api/requests', access: needs('requests.private'), body: { customer: 'Ana' } },
  {
    method: 'POST',
    path: '/api/requests',
    access: needs('requests.edit'),
    body: { customer: 'Ana', queueId: '{queue}' },
  },
  { method: 'GET', path: '/api/requests/:id', id: 'request', access: needs('requests.view') },
  { method: 'GET', path: '/api/requests/:id/timeline', id: 'request', access: needs('requests.view') },
  {
    method: 'PATCH',
    path: '/api/requests/:id',
    id: 'request',
    access: needs('requests.edit'),
    body: { customer: 'Ana' },
  },
  {
    method: 'GET',
    path: '/api/requests/:id/invitation',
    id: 'request',
    access: needs('requests.edit'),
    besides: ['requests.inviteCode'],
  },
  { method: 'GET', path: '/api/requests/:id/mails', id: 'request', access: needs('requests.inviteEmail') },
  {
    method: 'POST',
    path: '/api/requests/:id/mails',
    id: 'request',
    access: needs('requests.inviteEmail'),
    body: { email: '{address}', locale: 'en' },
  },
  {
    method: 'GET',
    path: '/api/requests/:id/mail-draft',
    id: 'request',
    access: needs('requests.inviteEmail'),
    query: 'locale=en',
    besides: ['requests.inviteCode'],
  },
  { method: 'POST', path: '/api/requests/:id/close', id: 'request', access: needs('requests.edit'), body: {} },
  {
    method: 'POST',
    path: '/api/requests/:id/reopen',
    id: 'request',
    access: needs('requests.edit'),
    besides: ['requests.private'],
  },
  {
    method: 'POST',
    path: '/api/requests/:id/assign',
    id: 'request',
    access: needs('requests.edit'),
    body: { memberId: '{owner}', before: null },
  },
  { method: 'GET', path: '/api/assignees', access: needs('requests.edit') },
  {
    method: 'POST',
    path: '/api/requests/:id/queue',
    id: 'request',
    access: needs('requests.edit'),
    body: { queueId: '{queue}' },
  },
  {
    method: 'POST',
    path: '/api/requests/:id/queue',
    id: 'request',
    access: needs('requests.private'),
    body: { queueId: null },
  },
  {
    method: 'POST',
    path: '/api/sessions',
    access: needs('requests.edit'),
    body: { target: { kind: 'request', requestId: '{request}' }, commitment },
  },
  {
    method: 'POST',
    path: '/api/sessions',
    access: needs('computers.connect'),
    body: { target: { kind: 'computer', computerId: '{computer}' }, commitment },
    byShare: true,
  },
  { method: 'GET', path: '/api/computers', access: 'member' },
  {
    method: 'PATCH',
    path: '/api/computers/:id',
    id: 'computer',
    access: needs('computers.edit'),
    body: {},
    byShare: false,
  },
  {
    method: 'GET',
    path: '/api/computers/:id/unlock',
    id: 'computer',
    access: needs('computers.edit'),
    byShare: false,
  },
  {
    method: 'PUT',
    path: '/api/computers/:id/unlock',
    id: 'computer',
    access: needs('computers.edit'),
    body: { key: 'A'.repeat(43), sealed: 'A'.repeat(1430) },
    byShare: false,
  },
  {
    method: 'DELETE',
    path: '/api/computers/:id/unlock',
    id: 'computer',
    access: needs('computers.edit'),
    byShare: false,
  },
  {
    method: 'GET',
    path: '/api/computers/:id/shares',
    id: 'computer',
    access: needs('computers.view'),
    byShare: false,
  },
  {
    method: 'POST',
    path: '/api/computers/:id/shares',
    id: 'computer',
    access: needs('computers.share'),
    body: { email: '{address}', permissions: ['view'], until: null },
    byShare: false,
  },
  {
    method: 'PATCH',
    path: '/api/computers/:id/shares/:shareId',
    id: 'computer',
    access: needs('computers.share'),
    body: { until: null },
    byShare: false,
  },
  // Of what is shared with oneself; whoever has nothing finds nothing.
  { method: 'DELETE', path: '/api/computers/:id/shares/mine', id: 'computer', access: 'member', byShare: true },
  {
    method: 'DELETE',
    path: '/api/computers/:id/shares/:shareId',
    id: 'computer',
    access: needs('computers.share'),
    byShare: false,
  },
  ...['look', 'confirm', 'deny'].map((step) => ({
    method: 'POST' as const,
    path: `/api/pending-computers/${step}`,
    access: needs('computers.add'),
    body: { code: 'BCDF-GHJK' },
  })),
  { method: 'GET', path: '/api/enrolment-tokens', access: needs('computers.add') },
  {
    method: 'POST',
    path: '/api/enrolment-tokens',
    access: needs('computers.add'),
    body: { name: '{new}', uses: 1, days: 1 },
  },
  { method: 'POST', path: '/api/enrolment-tokens/:id/revoke', id: 'token', access: needs('computers.add') },

  { method: 'GET', path: '/api/members', access: needs('members.view') },
  {
    method: 'PATCH',
    path: '/api/members/:id',
    id: 'member',
    access: needs('members.edit'),
    besides: rightsOfRole.auditor,
    body: { role: 'auditor' },
  },
  {
    method: 'POST',
    path: '/api/members/:id/remove',
    id: 'member',
    access: needs('members.edit'),
    besides: rightsOfRole.auditor,
  },
  { method: 'GET', path: '/api/members/:id/given-shares', id: 'member', access: needs('members.edit') },
  { method: 'GET', path: '/api/member-invitations', access: needs('members.view') },
  {
    method: 'POST',
    path: '/api/member-invitations',
    access: needs('members.edit'),
    besides: rightsOfRole.auditor,
    body: { email: '{address}', role: 'auditor' },
  },
  {
    method: 'POST',
    path: '/api/member-invitations/:id/send-again',
    id: 'invitation',
    access: needs('members.edit'),
    besides: rightsOfRole.auditor,
  },
  {
    method: 'POST',
    path: '/api/member-invitations/:id/withdraw',
    id: 'invitation',
    access: needs('members.edit'),
    besides: rightsOfRole.auditor,
  },
  { method: 'GET', path: '/api/presence', access: needs('members.view') },
  { method: 'GET', path: '/api/roles', access: needs('members.view') },
  { method: 'POST', path: '/api/roles', access: needs('roles.edit'), body: { name: '{new}', rights: [] } },
  { method: 'PATCH', path: '/api/roles/:id', id: 'role', access: needs('roles.edit'), body: { name: '{new}' } },
  { method: 'POST', path: '/api/roles/:id/delete', id: 'role', access: needs('roles.edit'), body: {} },
  { method: 'GET', path: '/api/groups', access: needs('members.view') },
  {
    method: 'POST',
    path: '/api/groups',
    access: needs('roles.edit'),
    body: { name: '{new}', rights: [], memberIds: ['{member}'], queueIds: ['{queue}'], computerIds: ['{computer}'] },
    byShare: false,
  },
  { method: 'PATCH', path: '/api/groups/:id', id: 'group', access: needs('roles.edit'), body: { name: '{new}' } },
  { method: 'POST', path: '/api/groups/:id/delete', id: 'group', access: needs('roles.edit') },
  { method: 'GET', path: '/api/queues', access: needs('requests.view') },
  { method: 'POST', path: '/api/queues', access: needs('roles.edit'), body: { name: '{new}' } },
  { method: 'PATCH', path: '/api/queues/:id', id: 'queue', access: needs('roles.edit'), body: { name: '{new}' } },
  { method: 'POST', path: '/api/queues/:id/delete', id: 'queue', access: needs('roles.edit') },
  {
    method: 'GET',
    path: '/api/explanation',
    access: needs('members.view'),
    query: 'memberId={owner}&action=request.control&targetId={request}',
  },
  {
    method: 'GET',
    path: '/api/explanation',
    access: needs('members.view'),
    query: 'memberId={owner}&action=computer.control&targetId={computer}',
    byShare: false,
  },
  {
    method: 'GET',
    path: '/api/explanation',
    access: needs('members.view'),
    query: 'shareId={share}&action=computer.control&targetId={computer}',
    byShare: false,
  },
  { method: 'GET', path: '/api/audit', access: needs('audit.view') },
  { method: 'GET', path: '/api/audit.csv', access: needs('audit.view'), isFile: true },
];

export function isGuarded(row: RouteRow): row is GuardedRow {
  return typeof row.access === 'object';
}

/** From Fastify's tree of routes: "POST /api/requests/:id/close". */
export function routesOf(printed: string): string[] {
  const found: string[] = [];
  const parents: string[] = [];
  for (const line of printed.split('\n')) {
    const match = /^([\s│]*)[├└]── (.*?) \((.*)\)$/u.exec(line);
    if (!match) continue;
    const [, indent = '', part = '', methods = ''] = match;
    const depth = indent.length / 4;
    parents.length = depth;
    const path = `${parents.at(-1) ?? ''}${part}`;
    parents.push(path);
    const whole = path.replace(/^\/*/, '/');
    if (!whole.startsWith('/api')) continue;
    for (const method of methods.split(', ')) if (method !== 'HEAD') found.push(`${method} ${whole}`);
  }
  return found;
}

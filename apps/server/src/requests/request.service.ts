// What members do with requests: list, create, edit, close, reopen, look at. Always those they reach.

import { randomBytes, randomInt } from 'node:crypto';
import { AppError, type Clock } from '@nearhand/base';
import {
  actionRow,
  intersectPermissions,
  type Invitation,
  isEndedRequestState,
  parseRequestCode,
  type Permission,
  permissions,
  type RequestSelection,
  sessionActions,
  type SupportRequest,
  type Timeline,
  type editRequestSchema,
  type newRequestSchema,
} from '@nearhand/protocol';
import type { z } from 'zod';
import type { MemberIdentity } from '../accounts/members.ts';
import { newId } from '../database/ids.ts';
import { holdsRight, reachScope, requireRights } from '../rights/decide.ts';
import type { RequestAccess } from './request.access.ts';
import type { RequestMails } from './request-mails.ts';
import { queueName } from './request.placement.ts';
import type { RequestRepository, RequestRow } from './request.repository.ts';
import { dueMove } from './request.timers.ts';
import { byMember, type RequestTransitions } from './request.transitions.ts';
import { type RequestViewSources, viewRequests } from './request.view.ts';

export interface RequestServiceOptions {
  readonly repository: RequestRepository;
  readonly transitions: RequestTransitions;
  readonly access: RequestAccess;
  readonly sources: RequestViewSources;
  readonly mails: RequestMails;
  readonly clock: Clock;
  readonly settings: { readonly publicUrl: string; readonly validityMs: number };
}

export interface ListQuery {
  readonly state: RequestSelection;
  readonly text?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const cursorPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const codeTries = 20;
/** Connections that come and go make many entries. */
const maxTimeline = 500;

export class RequestService {
  readonly #options: RequestServiceOptions;

  constructor(options: RequestServiceOptions) {
    this.#options = options;
  }

  async list(member: MemberIdentity, query: ListQuery): Promise<{ requests: SupportRequest[]; next: string | null }> {
    if (query.cursor !== undefined && !cursorPattern.test(query.cursor)) {
      throw new AppError('bad_request', 'The cursor is not one of ours.');
    }
    const text = query.text?.trim() ?? '';
    const rows = await this.#options.repository.list({
      organisationId: member.organisationId,
      scope: reachScope(member, 'request'),
      selection: query.state,
      text: text === '' ? null : text,
      code: parseRequestCode(text),
      beforeId: query.cursor ?? null,
      limit: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    const hasMore = rows.length > query.limit;
    return {
      requests: await viewRequests(page, this.#options.sources),
      next: hasMore ? (page.at(-1)?.id ?? null) : null,
    };
  }

  async get(member: MemberIdentity, id: string): Promise<SupportRequest> {
    return this.view(await this.#options.access.find(member, id, 'request.view'));
  }

  async view(row: RequestRow): Promise<SupportRequest> {
    const [view] = await viewRequests([row], this.#options.sources);
    if (!view) throw new AppError('internal', 'A request has no view.');
    return view;
  }

  async create(
    member: MemberIdentity,
    { mail, permissions: wished, ...wanted }: z.output<typeof newRequestSchema>,
  ): Promise<{ request: SupportRequest; invitation: Invitation | null }> {
    const { repository, clock, settings, transitions } = this.#options;
    if (wanted.queueId === null) requireRights(member, ['requests.private']);
    if (mail !== null) requireRights(member, ['requests.inviteEmail']);
    const permissions = requireAskable(member, wished);
    const now = new Date(clock.nowMs());
    const expiresAt = new Date(now.getTime() + settings.validityMs);
    const timing = { state: 'open' as const, stateSince: now, startsAt: null, expiresAt };
    const id = newId();
    await repository.transaction(async (transaction) => {
      if (wanted.queueId !== null) await queueName(transaction, member.organisationId, wanted.queueId);
      for (let tries = 0; tries < codeTries; tries++) {
        const secrets = newSecrets();
        const inserted = await repository.insert(transaction, {
          id,
          organisationId: member.organisationId,
          ...wanted,
          permissions,
          ...timing,
          dueAt: dueMove(timing)?.at ?? null,
          grantedPermissions: null,
          createdAt: now,
          createdById: member.memberId,
          createdByName: member.name,
          assigneeId: null,
          ...secrets,
          agentKey: null,
          computerName: null,
          systemName: null,
          steps: '[]',
          closedBy: null,
          closingNote: '',
        });
        if (!inserted) continue;
        const request = { id, organisationId: member.organisationId };
        const made = { request, at: now, ...byMember(member), to: 'open' as const };
        await repository.addEvents(transaction, [{ ...made, event: 'request.created', from: null, note: '' }]);
        if (mail === null || wanted.customerEmail === null) return;
        const invited = { id, ...secrets, ...timing, permissions };
        const letter = { ...mail, email: wanted.customerEmail };
        const { event, note } = await this.#options.mails.queue(transaction, member, invited, letter);
        await repository.addEvents(transaction, [{ ...made, event, from: 'open', note }]);
        return;
      }
      throw new AppError('unavailable', 'No free code was found; try again.');
    });
    const row = await this.#options.access.find(member, id, 'request.edit');
    transitions.announce(row, []);
    return { request: await this.view(row), invitation: this.#invitationFor(member, row) };
  }

  async edit(member: MemberIdentity, id: string, changes: z.output<typeof editRequestSchema>): Promise<SupportRequest> {
    const { repository, transitions } = this.#options;
    await this.#options.access.find(member, id, 'request.edit');
    const { customer, customerEmail, comments } = changes;
    const row = await repository.transaction(async (transaction) => {
      const before = await repository.lock(transaction, id);
      if (!before) throw new AppError('not_found', 'There is no such request.');
      return repository.update(transaction, id, {
        customer: customer ?? before.customer,
        customerEmail: customerEmail === undefined ? before.customerEmail : customerEmail,
        comments: comments ?? before.comments,
      });
    });
    transitions.announce(row, []);
    return this.view(row);
  }

  async close(member: MemberIdentity, id: string, note: string): Promise<SupportRequest> {
    await this.#options.access.find(member, id, 'request.edit');
    const row = await this.#options.transitions.apply(id, () => [
      { event: 'request.closed', ...byMember(member), note },
    ]);
    return this.view(row);
  }

  /** With a new link and code, as if it were made anew: asks for what it did, as far as this member may. */
  async reopen(
    member: MemberIdentity,
    id: string,
  ): Promise<{ request: SupportRequest; invitation: Invitation | null }> {
    const { repository, transitions, clock, settings, access } = this.#options;
    await access.find(member, id, 'request.edit');
    const row = await transitions.apply(id, async (before, transaction) => {
      if (before.queueId === null) requireRights(member, ['requests.private']);
      let secrets = newSecrets();
      for (let tries = 0; await repository.isCodeTaken(transaction, secrets.code); tries++) {
        if (tries === codeTries) throw new AppError('unavailable', 'No free code was found; try again.');
        secrets = newSecrets();
      }
      // What was mailed before leads nowhere now; the timeline keeps it.
      await transaction.deleteFrom('requestMails').where('requestId', '=', id).execute();
      const changes = {
        ...secrets,
        permissions: intersectPermissions(before.permissions, askableBy(member)),
        expiresAt: new Date(clock.nowMs() + settings.validityMs),
        agentKey: null,
        computerName: null,
        systemName: null,
        grantedPermissions: null,
        steps: '[]',
      };
      return [{ event: 'request.reopened', ...byMember(member), changes }];
    });
    return { request: await this.view(row), invitation: this.#invitationFor(member, row) };
  }

  async invitation(member: MemberIdentity, id: string): Promise<Invitation> {
    const row = await this.#options.access.find(member, id, 'request.edit');
    const invitation = this.#invitationFor(member, row);
    if (invitation === null) throw new AppError('forbidden', 'This needs a right to invite.');
    return invitation;
  }

  async timeline(member: MemberIdentity, id: string): Promise<Timeline> {
    await this.#options.access.find(member, id, 'request.view');
    const rows = await this.#options.repository.timeline(id, maxTimeline);
    return {
      entries: rows.map(({ at, event, fromState, toState, actor, note }) => ({
        at: at.toISOString(),
        event,
        from: fromState,
        to: toState,
        actor,
        note,
      })),
    };
  }

  /** Only the ways the member may invite by; null where that is none. */
  #invitationFor(member: MemberIdentity, row: RequestRow): Invitation | null {
    if (row.code === null || row.invitationToken === null || isEndedRequestState(row.state)) {
      throw new AppError('state_forbids', 'The request has ended; reopen it for a new link and code.');
    }
    const { publicUrl } = this.#options.settings;
    const link = holdsRight(member, 'requests.inviteLink') ? `${publicUrl}/j/${row.invitationToken}` : null;
    const code = holdsRight(member, 'requests.inviteCode') ? row.code : null;
    if (link === null && code === null && !holdsRight(member, 'requests.inviteEmail')) return null;
    return {
      link,
      code,
      joinUrl: `${publicUrl}/join`,
      expiresAt: row.expiresAt.toISOString(),
    };
  }
}

/** Nobody asks a customer for what they may not do then. Throws AppError `asks_beyond_rights`. */
function requireAskable(member: MemberIdentity, wished: readonly Permission[] | undefined): Permission[] {
  const askable = askableBy(member);
  if (wished === undefined) return askable;
  if (wished.every((permission) => askable.includes(permission))) return [...wished];
  throw new AppError('asks_beyond_rights', 'The request asks for more than the member may do.');
}

function askableBy(member: MemberIdentity): Permission[] {
  return permissions.filter((permission) =>
    actionRow(sessionActions.request[permission]).rights.every((right) => holdsRight(member, right)),
  );
}

function newSecrets(): { code: string; invitationToken: string } {
  return {
    code: String(randomInt(1_000_000_000)).padStart(9, '0'),
    invitationToken: randomBytes(16).toString('base64url'),
  };
}

// Remote sessions as the server sees them: opened by members, told about by agents, ended by either side, by a sign-out
// or by the end of the request. What happens inside a session the server cannot see.

import { type KeyObject } from 'node:crypto';
import { AppError, type Clock, Emitter, type Logger } from '@nearhand/base';
import {
  type AgentMessage,
  type Connect,
  type Connected,
  type EndReason,
  type SessionTarget,
  ticketLifetimeMs,
} from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import { newId } from '../database/ids.ts';
import type { Bus } from '../hub/bus.ts';
import type { RelayTokens } from '../relay/relay-token.ts';
import type { LinkRow, SessionRepository, SessionRow } from './session.repository.ts';
import { recordSession } from './session.audit.ts';
import { findTarget, lockMember, openSession } from './session.opening.ts';
import { signTicket } from './ticket-signer.ts';

export interface SessionServiceOptions {
  readonly repository: SessionRepository;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A member's, as agents draw it; null: none. */
  readonly pictureOf: (memberId: string) => Promise<Buffer | null>;
  readonly access: {
    readonly isOnline: (agentKey: string) => boolean;
    readonly tokens: RelayTokens;
    readonly ticketKey: KeyObject;
  };
}

export type LinkChange = Extract<AgentMessage, { type: 'link.changed' }>;
/** The target whose participants changed. */
export interface SessionsChanged {
  readonly target: SessionTarget;
  /** Whose session it is. */
  readonly memberId: string;
}

/** The viewer may come back to the session after these ends of a link. */
const resumableEnds: readonly EndReason[] = ['agentStopped', 'desktopLost'];

export class SessionService {
  readonly #options: SessionServiceOptions;
  readonly #changed = new Emitter<SessionsChanged>();

  constructor(options: SessionServiceOptions) {
    this.#options = options;
  }

  get onChanged() {
    return this.#changed;
  }

  async connect(member: MemberIdentity, wish: Connect): Promise<Connected> {
    const { repository, clock, bus, access, logger, pictureOf } = this.#options;
    const now = new Date(clock.nowMs());
    const linkId = newId();
    const picture = await pictureOf(member.memberId);
    const opened = await repository.transaction(async (transaction) => {
      const current = await lockMember(repository, transaction, member);
      const target = await findTarget(repository, transaction, current, {
        target: wish.target,
        clock,
      });
      if (target.agentKey === null || !access.isOnline(target.agentKey)) {
        throw new AppError('agent_offline', 'The agent is not connected to the server.');
      }
      const { agentKey, permissions } = target;
      const session = await openSession({ repository, transaction, member: current, wish, permissions, now });
      await repository.insertLink(transaction, {
        id: linkId,
        sessionId: session.id,
        agentKey,
        state: 'offered',
        createdAt: now,
        changedAt: now,
      });
      return { agentKey, permissions: [...permissions], sessionId: session.id, replaced: session.replacedLinks };
    });
    const { agentKey, permissions, sessionId } = opened;
    for (const link of opened.replaced) this.#announceEnd(link, link.id);
    const ticket = signTicket(
      {
        id: newId(),
        sessionId,
        linkId,
        requestId: wish.target.kind === 'request' ? wish.target.requestId : null,
        principal: {
          kind: 'member',
          id: member.memberId,
          name: member.name,
          organisation: member.organisationName,
          ...(wish.locale === undefined ? {} : { locale: wish.locale }),
        },
        agentKey,
        commitment: wish.commitment,
        permissions,
        expiresAtMs: clock.nowMs() + ticketLifetimeMs,
      },
      access.ticketKey,
    );
    const relayToken = access.tokens.issue({ linkId, sessionId, side: 'agent' });
    const offer = { type: 'link.offered', sessionId, linkId, relayToken } as const;
    const message = picture === null ? offer : { ...offer, picture: picture.toString('base64') };
    bus.publish('agent', agentKey, { type: 'send', message });
    logger.info('link offered', { sessionId, linkId, memberId: member.memberId });
    return {
      sessionId,
      linkId,
      ticket,
      relayToken: access.tokens.issue({ linkId, sessionId, side: 'viewer' }),
      agentKey,
      permissions,
    };
  }

  /** By the member who opened it; ending one that has ended is no error. */
  async endByMember(member: MemberIdentity, sessionId: string): Promise<void> {
    const session = await this.#options.repository.findSession(member.organisationId, sessionId);
    if (!session || session.memberId !== member.memberId) throw new AppError('not_found', 'There is no such session.');
    await this.end(sessionId, 'viewer', member.address);
  }

  /** `address`: of a member who ends it. */
  async end(sessionId: string, reason: EndReason, address: string | null = null): Promise<void> {
    const { repository, clock, logger } = this.#options;
    const now = new Date(clock.nowMs());
    const ended = await repository.transaction(async (transaction) => {
      const session = await repository.endSession(transaction, sessionId, reason, now);
      if (!session) return undefined;
      await recordSession(transaction, session, { at: now, address, end: reason });
      return { session, links: await repository.endLinks(transaction, sessionId, now) };
    });
    if (!ended) return;
    logger.info('session ended', { sessionId, reason });
    for (const link of ended.links) this.#announceEnd(link, null);
    this.#tell(ended.session);
  }

  async endAll(by: { requestId: string } | { signInId: string } | { memberId: string }): Promise<void> {
    for (const id of await this.#options.repository.openSessionIds(by)) await this.end(id, 'revoked');
  }

  /** What an agent says about a link of its own; anything else is passed over. */
  async linkChanged(agentKey: string, change: LinkChange): Promise<void> {
    const { repository, clock, logger, bus } = this.#options;
    const link = await repository.findLink(change.linkId);
    if (!link || link.agentKey !== agentKey || link.sessionId !== change.sessionId) {
      logger.warn('news of a link that is not the agent’s', { agentKey, linkId: change.linkId });
      return;
    }
    // An agent that reports the end of what was just ended from here.
    if (link.endedAt !== null) return;
    if (!(await repository.changeLink(link.id, change.state, new Date(clock.nowMs())))) return;
    logger.info('link changed', { linkId: link.id, state: change.state, reason: change.reason });
    if (change.state === 'ended') {
      bus.publish('link', link.id, { type: 'ended' });
      const reason = change.reason ?? 'viewer';
      const isLast = (await repository.liveLinkCount(link.sessionId)) === 0;
      if (isLast && !resumableEnds.includes(reason)) return this.end(link.sessionId, reason);
    }
    this.#tell(link);
  }

  /** The agent's hub socket is gone. Links go on over the relay, if they can; the agent tells once it is back. */
  async agentLost(agentKey: string): Promise<void> {
    await this.#changeLinksOf(agentKey, 'interrupted', (link) => link.state === 'active');
  }

  /** For links whose agent stayed at the relay while its hub socket was gone. */
  async agentReturned(agentKey: string, isAtRelay: (linkId: string) => boolean): Promise<void> {
    await this.#changeLinksOf(agentKey, 'active', (link) => link.state === 'interrupted' && isAtRelay(link.id));
  }

  /** May this link be relayed? */
  async isLinkLive(linkId: string, sessionId: string): Promise<boolean> {
    const link = await this.#options.repository.findLink(linkId);
    return link !== undefined && link.sessionId === sessionId && link.state !== 'ended' && link.endedAt === null;
  }

  async #changeLinksOf(agentKey: string, state: 'active' | 'interrupted', when: (link: LinkRow) => boolean) {
    const { repository, clock } = this.#options;
    const links = (await repository.linksOfAgent(agentKey)).filter(when);
    for (const link of links) await repository.changeLink(link.id, state, new Date(clock.nowMs()));
    for (const link of links) this.#tell(link);
  }

  /** `linkId` null: the whole session is over. */
  #announceEnd(link: LinkRow, linkId: string | null): void {
    const { bus } = this.#options;
    bus.publish('link', link.id, { type: 'ended' });
    const message = { type: 'session.revoked', sessionId: link.sessionId, linkId } as const;
    bus.publish('agent', link.agentKey, { type: 'send', message });
  }

  #tell({ memberId, requestId, computerId }: Pick<SessionRow, 'memberId' | 'requestId' | 'computerId'>): void {
    if (requestId !== null) this.#changed.emit({ memberId, target: { kind: 'request', requestId } });
    else if (computerId !== null) this.#changed.emit({ memberId, target: { kind: 'computer', computerId } });
  }
}

// Composes remote support: its routes, the sockets it meets on, what follows from what, and what runs with the server.
// Wiring only; support-parts.ts makes the parts.

import { type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import { isEndedRequestState } from '@nearhand/protocol';
import type { FastifyInstance } from 'fastify';
import { AccountDeletion } from './accounts/deletion/account-deletion.ts';
import { registerAccountDeletion } from './accounts/deletion/deletion.routes.ts';
import type { TwoFactor } from './accounts/two-factor/two-factor.ts';
import type { AppContext } from './app-context.ts';
import { tellComputer } from './computers/tell-computer.ts';
import { registerComputers } from './computers/computers.routes.ts';
import { ShareClaims } from './computers/sharing/share-claims.ts';
import { ShareWatch } from './computers/sharing/share-watch.ts';
import { registerUnlocks } from './computers/unlock/unlock.routes.ts';
import { registerShares } from './computers/sharing/shares.routes.ts';
import type { EndedShare } from './computers/sharing/end-shares.ts';
import { LastSeen } from './computers/last-seen.ts';
import { Demo } from './demo/demo.ts';
import type { DownloadProgress } from './downloads/download-progress.ts';
import { EnrolmentTokens } from './enrolment/enrolment-tokens.ts';
import { registerEnrolment } from './enrolment/enrolment.routes.ts';
import { openHub } from './hub/hub.ts';
import { ReturnWatch } from './hub/return-watch.ts';
import type { InvitationService } from './invitations/invitation.service.ts';
import { registerInvitations } from './invitations/invitations.routes.ts';
import { registerNotifications } from './notifications/notifications.ts';
import { OrganisationClosing } from './organisations/organisation-closing.ts';
import { registerTeam } from './organisations/team.ts';
import { RequestSweeper } from './requests/request.sweeper.ts';
import { registerRequestMails } from './requests/request-mails.routes.ts';
import { registerRequests } from './requests/requests.routes.ts';
import { eventForLinks } from './sessions/link-effects.ts';
import { type SessionScope, sessionsToEnd } from './sessions/session.recheck.ts';
import type { SessionService } from './sessions/session.service.ts';
import { SessionSweeper } from './sessions/session.sweeper.ts';
import { registerSessions } from './sessions/sessions.routes.ts';
import type { SocketRouter } from './sockets/socket-router.ts';
import { createSupportParts, type SupportParts } from './support-parts.ts';

export interface Support {
  readonly invitations: InvitationService;
  readonly downloads: DownloadProgress;
  readonly sockets: SocketRouter;
}

const system = { kind: 'system' } as const;

/** Timers and the demo agent start when the server listens. */
export function registerSupport(app: FastifyInstance, context: AppContext, twoFactor: TwoFactor): Support {
  const logger = context.logger.child({ part: 'support' });
  const store = new DisposableStore();
  const parts = createSupportParts(context, logger);
  const { bus, tabs, sessions, placement, repositories } = parts;
  const { members } = context;
  const quietly: Quietly = (work, what) =>
    void work.catch((error: unknown) => logger.error(`${what} failed`, { error }));
  const recheck = (scope: SessionScope) =>
    quietly(endRefused(scope, sessions, context), 'ending sessions that are no longer allowed');

  connectParts(parts, { context, logger, store }, quietly);
  const inSession = (ids: readonly string[]) => repositories.sessions.membersInSession(ids);
  const unshared = ({ computerId, userId }: EndedShare) => {
    recheck({ computerId });
    parts.feed.computerUnshared(computerId, userId);
  };
  const presence = registerTeam(app, context, { bus, tabs, inSession, recheck, unshared });
  const closing = store.add(
    new OrganisationClosing({ context, logger, bus, transitions: parts.transitions, sessions }),
  );
  const deletion = new AccountDeletion({ ...context, closing });
  store.add(
    deletion.onDeleted.on(({ memberIds, ended }) => {
      for (const memberId of memberIds) {
        bus.publish('member', memberId, { type: 'changed' });
        recheck({ memberId });
      }
      ended.forEach(unshared);
    }),
  );
  store.add(
    twoFactor.onTurnedOn.on(({ memberIds }) => {
      for (const memberId of memberIds) bus.publish('member', memberId, { type: 'changed' });
    }),
  );
  store.add(
    twoFactor.onTurnedOff.on(({ memberIds }) => {
      for (const memberId of memberIds) {
        bus.publish('member', memberId, { type: 'changed' });
        recheck({ memberId });
      }
    }),
  );
  store.add(
    twoFactor.onRequirementChanged.on(({ organisationId, required }) => {
      if (required) recheck({ ownerId: organisationId });
      const told = repositories.shares
        .sharedOf(organisationId)
        .then((ids) => ids.forEach((id) => parts.feed.computerChanged(id)));
      quietly(told, 'telling whom computers are shared with');
    }),
  );
  app.addHook('onListen', async () => closing.start());
  store.add(sessions.onChanged.on(({ memberId }) => presence.changed(memberId)));
  store.add(placement.onMoved.on(({ after }) => recheck({ requestId: after.id })));
  followComputers(parts, store, recheck);
  watchShares(app, parts, { context, logger, store }, unshared);

  registerRequests(app, { service: parts.requests, placement, members });
  registerRequestMails(app, { mails: parts.mails, members });
  registerInvitations(app, { service: parts.invitations });
  registerComputers(app, { service: parts.computers, settings: parts.settings, members });
  registerUnlocks(app, { unlocks: parts.unlocks, members });
  registerShares(app, context, parts.shares);
  registerEnrolment(app, { tokens: new EnrolmentTokens(context), pending: parts.pending, members });
  registerSessions(app, { service: sessions, members });
  registerAccountDeletion(app, { deletion, members });
  registerNotifications(app, context, { ...parts, requests: repositories.requests });

  const sockets = openHub(app, parts, context);
  runWithServer(app, { parts, context, logger, store, sockets });
  return { invitations: parts.invitations, downloads: parts.downloads, sockets };
}

/** What is set of computers, and what their agents say they did. */
function followComputers(
  { bus, endings, feed, settings, unlocks }: SupportParts,
  store: DisposableStore,
  recheck: (scope: SessionScope) => void,
): void {
  for (const told of [endings.onChanged, unlocks.onTried]) {
    store.add(told.on(({ computerId }) => feed.computerChanged(computerId)));
  }
  store.add(settings.onChanged.on(({ id }) => recheck({ computerId: id })));
  for (const set of [settings.onChanged, unlocks.onSet]) {
    store.add(
      set.on((row) => {
        feed.computerChanged(row.id);
        tellComputer(bus, row);
      }),
    );
  }
}

interface Surroundings {
  readonly context: AppContext;
  readonly logger: Logger;
  readonly store: DisposableStore;
}

/** What comes and goes without anybody asking for it just then. */
function watchShares(
  app: FastifyInstance,
  { repositories, shares, feed }: SupportParts,
  { context, logger, store }: Surroundings,
  unshared: (share: EndedShare) => void,
): void {
  const { clock, config, notifications } = context;
  const repository = repositories.shares;
  const watch = store.add(new ShareWatch({ repository, service: shares, clock, logger }));
  const needs = { clock, config };
  const claims = store.add(new ShareClaims({ repository, needs, notifications, clock, logger }));
  store.add(shares.onChanged.on(unshared));
  store.add(watch.onOver.on(unshared));
  store.add(claims.onClaimed.on(({ computerId }) => feed.computerChanged(computerId)));
  app.addHook('onListen', async () => {
    watch.start();
    claims.start();
  });
}

/** Whatever fails is logged: nobody waits for it. */
type Quietly = (work: Promise<unknown>, what: string) => void;

/** Which part's events concern which other part. */
function connectParts(parts: SupportParts, { context, store }: Surroundings, quietly: Quietly): void {
  const { bus, presence, transitions, sessions, repositories, feed, demo, placement, downloads } = parts;
  const listening: Disposable[] = [
    transitions.onChanged.on(({ request, transition }) => {
      feed.requestChanged(request.id);
      if (transition !== null && isEndedRequestState(transition.to)) {
        quietly(sessions.endAll({ requestId: request.id }), 'ending the sessions of a request');
      }
    }),
    sessions.onChanged.on(({ target }) => {
      if (target.kind === 'computer') return feed.computerChanged(target.computerId);
      feed.requestChanged(target.requestId);
      const align = transitions.apply(target.requestId, async (row, transaction) => {
        const event = eventForLinks(row.state, await repositories.sessions.countLinks(transaction, row.id));
        if (event === null) return [];
        const isMade = event === 'session.started' || event === 'session.ended';
        const actor = isMade ? await repositories.sessions.causeOf(transaction, row.id, event) : system;
        return [{ event, actor }];
      });
      quietly(align, 'following the links of a request');
    }),
    downloads.onMoved.on(({ requestId }) => feed.requestChanged(requestId)),
    presence.onChanged.on(({ agentKey }) => feed.agentChanged(agentKey)),
    placement.onMoved.on((moved) => feed.requestMoved(moved)),
    context.members.onSignedOut.on(({ signInId }) => {
      bus.publish('signIn', signInId, { type: 'ended' });
      quietly(sessions.endAll({ signInId }), 'ending the sessions of a sign-in');
    }),
  ];
  for (const item of listening) store.add(item);
  store.add(feed);
  store.add(downloads);
  store.add(parts.tabs);
  context.organisations.addHook((transaction, { organisationId }) => demo.addTo(transaction, organisationId));
}

async function endRefused(scope: SessionScope, sessions: SessionService, { db, clock }: AppContext): Promise<void> {
  for (const id of await sessionsToEnd(db, clock, scope)) await sessions.end(id, 'revoked');
}

function runWithServer(
  app: FastifyInstance,
  running: Surroundings & { parts: SupportParts; sockets: SocketRouter },
): void {
  const { parts, context, logger, store, sockets } = running;
  const { repositories, transitions, sessions, presence, desk, demo: demoDesk } = parts;
  const { clock, config } = context;
  const requestTimers = store.add(
    new RequestSweeper({ clock, logger, repository: repositories.requests, transitions }),
  );
  const sessionTimers = store.add(
    new SessionSweeper({
      clock,
      logger,
      repository: repositories.sessions,
      sessions,
      agentOnlineForMs: (agentKey) => presence.onlineForMs(agentKey),
    }),
  );
  const lastSeen = store.add(new LastSeen({ clock, logger, presence, repository: repositories.computers }));
  const returnWatch = store.add(
    new ReturnWatch({
      clock,
      logger,
      presence,
      expected: async () => [
        ...(await repositories.requests.agentKeys()),
        ...(await repositories.sessions.agentKeys()),
      ],
      lost: (agentKey) => desk.left(agentKey),
    }),
  );
  const demo = new Demo({ clock, logger, router: sockets, secret: demoDesk.secret, dataFolder: config.dataFolder });

  app.addHook('onListen', async () => {
    requestTimers.start();
    sessionTimers.start();
    lastSeen.start();
    returnWatch.start();
    if (config.demo) await demo.start();
  });
  app.addHook('preClose', async () => {
    await demo.stop();
    sockets.dispose();
    store.dispose();
    await lastSeen.write().catch((error: unknown) => logger.warn('last seen could not be written', { error }));
  });
}

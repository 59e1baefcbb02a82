// Composes remote support: requests, invitations, computers, sessions, and the sockets they meet on. Wiring only.

import { type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import { isEndedRequestState } from '@nearhand/protocol';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from './app-context.ts';
import { AuditRepository } from './audit/audit.repository.ts';
import { registerAudit } from './audit/audit.routes.ts';
import { AuditService } from './audit/audit.service.ts';
import { ComputerRepository } from './computers/computer.repository.ts';
import { ComputerService } from './computers/computer.service.ts';
import { registerComputers } from './computers/computers.routes.ts';
import { LastSeen } from './computers/last-seen.ts';
import { Demo } from './demo/demo.ts';
import { DemoDesk } from './demo/demo-desk.ts';
import { EnrolmentService } from './enrolment/enrolment.service.ts';
import { isOwnOrigin } from './http/origins.ts';
import { AgentAdmission } from './hub/agent-admission.ts';
import { AgentDesk } from './hub/agent-desk.ts';
import { agentHubRoute } from './hub/agent-hub.ts';
import { type Bus, LocalBus } from './hub/bus.ts';
import { Feed } from './hub/feed.ts';
import { registerHubMetrics } from './hub/hub-metrics.ts';
import { memberHubRoute } from './hub/member-hub.ts';
import { AgentPresence } from './hub/presence.ts';
import { ReturnWatch } from './hub/return-watch.ts';
import { MemberInvitationAcceptance } from './member-invitations/member-invitation.acceptance.ts';
import { MemberInvitationService } from './member-invitations/member-invitation.service.ts';
import { registerMemberInvitations } from './member-invitations/member-invitations.routes.ts';
import { LocalMemberTabs } from './member-presence/member-tabs.ts';
import { PresenceService } from './member-presence/presence.service.ts';
import { registerPresence } from './member-presence/presence.routes.ts';
import { MemberRepository } from './organisations/member.repository.ts';
import { MemberService } from './organisations/member.service.ts';
import { registerMembers } from './organisations/members.routes.ts';
import { OwnOrganisations } from './organisations/own-organisations.ts';
import { registerOwnOrganisations } from './organisations/own-organisations.routes.ts';
import { GuessGuard } from './invitations/guess-guard.ts';
import { InvitationService } from './invitations/invitation.service.ts';
import { registerInvitations } from './invitations/invitations.routes.ts';
import { ProofDesk } from './invitations/proof-desk.ts';
import { registerNotifications } from './notifications/notifications.ts';
import { OpenPortals } from './notifications/open-portals.ts';
import { Relay } from './relay/relay.ts';
import { createRelayMeter } from './relay/relay-meter.ts';
import { RelayTokens } from './relay/relay-token.ts';
import { RequestAccess } from './requests/request.access.ts';
import { RequestCustomer } from './requests/request.customer.ts';
import { RequestOffers } from './requests/request.offer.ts';
import { RequestPlacement } from './requests/request.placement.ts';
import { RequestRepository } from './requests/request.repository.ts';
import { RequestService } from './requests/request.service.ts';
import { RequestSweeper } from './requests/request.sweeper.ts';
import { RequestTransitions } from './requests/request.transitions.ts';
import { registerRequests } from './requests/requests.routes.ts';
import { registerRights } from './rights/rights.ts';
import { TeamChanges } from './rights/team-changes.ts';
import { eventForLinks } from './sessions/link-effects.ts';
import { type SessionScope, sessionsToEnd } from './sessions/session.recheck.ts';
import { SessionRepository } from './sessions/session.repository.ts';
import { SessionService } from './sessions/session.service.ts';
import { SessionSweeper } from './sessions/session.sweeper.ts';
import { registerSessions } from './sessions/sessions.routes.ts';
import { createAddressOf, createIsForwardedHttps } from './sockets/client-address.ts';
import { SocketRouter } from './sockets/socket-router.ts';

export interface Support {
  readonly invitations: InvitationService;
  readonly sockets: SocketRouter;
}

const system = { kind: 'system' } as const;

type Core = ReturnType<typeof createCore>;
type Parts = Core & ReturnType<typeof createServices>;

/** Timers and the demo agent start when the server listens. */
export function registerSupport(app: FastifyInstance, context: AppContext): Support {
  const logger = context.logger.child({ part: 'support' });
  const store = new DisposableStore();
  const core = createCore(context, logger);
  const parts: Parts = { ...core, ...createServices(core, context, logger) };
  connectParts(parts, { context, logger, store });

  registerRequests(app, { service: parts.requests, placement: parts.placement, members: context.members });
  registerRights(app, context, parts.teamChanges);
  registerInvitations(app, { service: parts.invitations });
  registerComputers(app, { service: parts.computers, members: context.members });
  registerSessions(app, { service: parts.sessions, members: context.members });
  registerMembers(app, { service: parts.team, members: context.members });
  registerMemberInvitations(app, {
    context,
    service: new MemberInvitationService(context, new MemberRepository(context.db)),
    acceptance: new MemberInvitationAcceptance(context),
    own: parts.ownOrganisations,
  });
  registerOwnOrganisations(app, { own: parts.ownOrganisations, team: parts.team, members: context.members });
  registerPresence(app, { service: parts.memberPresence, members: context.members });
  registerAudit(app, { service: new AuditService(new AuditRepository(context.db)), members: context.members });
  registerNotifications(app, context, { ...parts, requests: parts.repositories.requests });

  const sockets = registerSockets(parts, context, logger);
  const isBehindProxy = context.config.tls.mode === 'proxy';
  if (isBehindProxy) sockets.attach(app.server, createIsForwardedHttps(context.config.trustedProxies));
  else sockets.attach(app.server);
  registerHubMetrics(context.metrics, { presence: parts.presence, sockets });
  runWithServer(app, { parts, context, logger, store, sockets });
  return { invitations: parts.invitations, sockets };
}

/** What holds state or rows; knows no other feature's services. */
function createCore({ db, clock, keys }: AppContext, logger: Logger) {
  const bus: Bus = new LocalBus();
  const presence = new AgentPresence(clock);
  const portals = new OpenPortals();
  const tabs = new LocalMemberTabs(clock);
  const repositories = {
    requests: new RequestRepository(db),
    sessions: new SessionRepository(db),
    computers: new ComputerRepository(db),
  };
  const transitions = new RequestTransitions({ repository: repositories.requests, clock, logger });
  const guard = new GuessGuard({ clock, desk: new ProofDesk({ clock, secret: keys.relaySecret }) });
  const offers = new RequestOffers(db);
  const customer = new RequestCustomer({ repository: repositories.requests, transitions, clock });
  const demo = new DemoDesk({ db, computers: repositories.computers, clock });
  return { bus, presence, portals, tabs, repositories, transitions, guard, offers, customer, demo };
}

function createServices(core: Core, context: AppContext, logger: Logger) {
  const { bus, presence, repositories, transitions, guard, offers, customer } = core;
  const { clock, config, keys, metrics } = context;
  const isOnline = (agentKey: string) => presence.isOnline(agentKey);
  const tokens = new RelayTokens(keys.relaySecret);
  const sessions = new SessionService({
    repository: repositories.sessions,
    bus,
    clock,
    logger,
    access: { isOnline, tokens, ticketKey: keys.ticketPrivateKey },
  });
  const access = new RequestAccess({ db: context.db, clock });
  const placement = new RequestPlacement({ access, transitions });
  const requests = new RequestService({
    repository: repositories.requests,
    transitions,
    access,
    sources: {
      isOnline,
      participantsOf: (ids) => repositories.sessions.participants('request', ids),
      placeNames: (rows) => repositories.requests.placeNames(rows),
    },
    clock,
    settings: { publicUrl: config.publicUrl, validityMs: config.requestValidityMs },
  });
  const computers = new ComputerService({
    repository: repositories.computers,
    sources: { isOnline, participantsOf: (ids) => repositories.sessions.participants('computer', ids) },
  });
  const feed = new Feed({
    bus,
    logger,
    requests: {
      repository: repositories.requests,
      view: (row) => requests.view(row),
      targetOf: (row) => access.targetOf(row),
      offerOf: (row) => offers.offerOf(row),
    },
    computers: { repository: repositories.computers, service: computers },
  });
  const isLinkLive = (linkId: string, sessionId: string) => sessions.isLinkLive(linkId, sessionId);
  const relay = new Relay({ tokens, bus, meter: createRelayMeter(metrics), logger, isLinkLive });
  const invitations = new InvitationService({ guard, requests: repositories.requests, offers, customer, clock });
  const isAtRelay = (linkId: string) => relay.isPresent(linkId, 'agent');
  const desk = new AgentDesk({ customer, sessions, presence, isAtRelay, logger });
  const team = new MemberService({ repository: new MemberRepository(context.db), needs: { clock, config } });
  const ownOrganisations = new OwnOrganisations(context);
  const memberPresence = new PresenceService({
    db: context.db,
    bus,
    logger,
    tabs: core.tabs,
    inSession: (ids) => repositories.sessions.membersInSession(ids),
  });
  const teamChanges = new TeamChanges({ db: context.db, clock });
  const own = { ownOrganisations, team, teamChanges, memberPresence };
  return { sessions, requests, placement, computers, feed, relay, invitations, desk, ...own };
}

interface Surroundings {
  readonly context: AppContext;
  readonly logger: Logger;
  readonly store: DisposableStore;
}

/** Which part's events concern which other part. */
function connectParts(parts: Parts, { context, logger, store }: Surroundings): void {
  const { bus, presence, transitions, sessions, repositories, feed, demo } = parts;
  const { team, teamChanges, placement, ownOrganisations, memberPresence } = parts;
  const quietly = (work: Promise<unknown>, what: string) =>
    void work.catch((error: unknown) => logger.error(`${what} failed`, { error }));

  const recheck = (scope: SessionScope) =>
    quietly(endRefused(scope, sessions, context), 'ending sessions that are no longer allowed');

  const listening: Disposable[] = [
    transitions.onChanged.on(({ request, transition }) => {
      feed.requestChanged(request.id);
      if (transition !== null && isEndedRequestState(transition.to)) {
        quietly(sessions.endAll({ requestId: request.id }), 'ending the sessions of a request');
      }
    }),
    sessions.onChanged.on(({ target, memberId }) => {
      memberPresence.changed(memberId);
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
    presence.onChanged.on(({ agentKey }) => feed.agentChanged(agentKey)),
    team.onChanged.on(({ memberId }) => {
      bus.publish('member', memberId, { type: 'changed' });
      recheck({ memberId });
    }),
    teamChanges.onChanged.on(({ organisationId }) => {
      bus.publish('rights', organisationId, { type: 'changed' });
      recheck({ organisationId });
    }),
    placement.onMoved.on((moved) => {
      feed.requestMoved(moved);
      recheck({ requestId: moved.after.id });
    }),
    ownOrganisations.onEntered.on(({ signInId }) => bus.publish('signIn', signInId, { type: 'enteredOrganisation' })),
    context.members.onSignedOut.on(({ signInId }) => {
      bus.publish('signIn', signInId, { type: 'ended' });
      quietly(sessions.endAll({ signInId }), 'ending the sessions of a sign-in');
    }),
  ];
  for (const item of listening) store.add(item);
  store.add(feed);
  store.add(memberPresence);
  store.add(parts.tabs);
  context.organisations.addHook((transaction, { organisationId }) => demo.addTo(transaction, organisationId));
}

async function endRefused(scope: SessionScope, sessions: SessionService, { db, clock }: AppContext): Promise<void> {
  for (const id of await sessionsToEnd(db, clock, scope)) await sessions.end(id, 'revoked');
}

function registerSockets(parts: Parts, context: AppContext, logger: Logger): SocketRouter {
  const { bus, presence, portals, tabs, customer, desk, relay, offers, repositories, guard, demo } = parts;
  const { clock, config, keys, members, db } = context;
  const isOwn = (origin: string) => isOwnOrigin(config, origin);
  const enrolment = new EnrolmentService({ db, clock, computers: repositories.computers });
  const sockets = new SocketRouter({
    clock,
    logger,
    isOwnOrigin: isOwn,
    addressOf: createAddressOf(config.tls.mode === 'proxy' ? config.trustedProxies : []),
  });
  const admission = new AgentAdmission({
    guard,
    customer,
    offerOf: (row) => offers.offerOf(row),
    computers: { repository: repositories.computers, enrolment },
    demo,
  });
  sockets.add(
    agentHubRoute({
      clock,
      logger,
      bus,
      agents: { presence, admission, desk },
      site: {
        ticketKey: Buffer.from(keys.ticketPublicKey).toString('base64url'),
        isOwnOrigin: isOwn,
        isStopping: () => sockets.isDisposed,
      },
    }),
  );
  sockets.add(memberHubRoute({ members, bus, open: { portals, tabs }, clock, logger }));
  sockets.add(relay.route);
  return sockets;
}

function runWithServer(app: FastifyInstance, running: Surroundings & { parts: Parts; sockets: SocketRouter }): void {
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

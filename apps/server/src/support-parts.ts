// Makes the parts of remote support, and gives each what it needs of the others. Which part's events concern which other
// part is support.ts's.

import type { Logger } from '@nearhand/base';
import { Pictures } from './accounts/profile/pictures.ts';
import type { AppContext } from './app-context.ts';
import { ComputerRepository } from './computers/computer.repository.ts';
import { ComputerEndings } from './computers/computer-endings.ts';
import { tellComputer } from './computers/tell-computer.ts';
import { ComputerSettings } from './computers/computer-settings.ts';
import { ComputerService } from './computers/computer.service.ts';
import { ComputerUnlocks } from './computers/unlock/computer-unlocks.ts';
import { ShareRepository } from './computers/sharing/share.repository.ts';
import { ShareService } from './computers/sharing/share.service.ts';
import { DownloadProgress } from './downloads/download-progress.ts';
import { DemoDesk } from './demo/demo-desk.ts';
import { PendingComputers } from './enrolment/pending-computers.ts';
import { AgentDesk } from './hub/agent-desk.ts';
import { type Bus, LocalBus } from './hub/bus.ts';
import { Feed } from './hub/feed.ts';
import { AgentPresence } from './hub/presence.ts';
import { GuessGuard } from './invitations/guess-guard.ts';
import { InvitationService } from './invitations/invitation.service.ts';
import { ProofDesk } from './invitations/proof-desk.ts';
import { LocalMemberTabs } from './member-presence/member-tabs.ts';
import { OpenPortals } from './notifications/open-portals.ts';
import { Relay } from './relay/relay.ts';
import { createRelayMeter } from './relay/relay-meter.ts';
import { RelayTokens } from './relay/relay-token.ts';
import { RequestAccess } from './requests/request.access.ts';
import { RequestCustomer } from './requests/request.customer.ts';
import { RequestMails } from './requests/request-mails.ts';
import { RequestOffers } from './requests/request.offer.ts';
import { RequestPlacement } from './requests/request.placement.ts';
import { RequestRepository } from './requests/request.repository.ts';
import { RequestService } from './requests/request.service.ts';
import { RequestTransitions } from './requests/request.transitions.ts';
import { findStandings } from './rights/standing.ts';
import { SessionRepository } from './sessions/session.repository.ts';
import { SessionService } from './sessions/session.service.ts';

type SupportCore = ReturnType<typeof createCore>;
export type SupportParts = SupportCore & ReturnType<typeof createServices>;

export function createSupportParts(context: AppContext, logger: Logger): SupportParts {
  const core = createCore(context, logger);
  return { ...core, ...createServices(core, context, logger) };
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
    shares: new ShareRepository(db),
  };
  const transitions = new RequestTransitions({ repository: repositories.requests, clock, logger });
  const guard = new GuessGuard({ clock, desk: new ProofDesk({ clock, secret: keys.relaySecret }) });
  const offers = new RequestOffers(db);
  const customer = new RequestCustomer({ repository: repositories.requests, transitions, clock });
  const demo = new DemoDesk({ db, computers: repositories.computers, clock });
  return { bus, presence, portals, tabs, repositories, transitions, guard, offers, customer, demo };
}

function createComputers({ bus, presence, repositories }: SupportCore, context: AppContext) {
  const { clock, db } = context;
  const isOnline = (agentKey: string) => presence.isOnline(agentKey);
  const computers = new ComputerService({
    repository: repositories.computers,
    shares: repositories.shares,
    standingsOf: (ids) => findStandings(db, ids),
    sources: { isOnline, participantsOf: (ids) => repositories.sessions.participants('computer', ids) },
    clock,
  });
  const shares = new ShareService(context, repositories.shares);
  const pending = new PendingComputers({
    db,
    clock,
    computers: repositories.computers,
    tell: (agentKey, message) => bus.publish('agent', agentKey, { type: 'send', message }),
  });
  const settings = new ComputerSettings(context, repositories.shares, (row) => tellComputer(bus, row));
  const unlocks = new ComputerUnlocks(context, repositories.shares);
  return { computers, shares, pending, settings, unlocks, endings: new ComputerEndings(context) };
}

function createServices(core: SupportCore, context: AppContext, logger: Logger) {
  const { bus, presence, repositories, transitions, guard, offers, customer } = core;
  const { clock, config, keys, metrics } = context;
  const isOnline = (agentKey: string) => presence.isOnline(agentKey);
  const tokens = new RelayTokens(keys.relaySecret);
  const sessions = new SessionService({
    repository: repositories.sessions,
    bus,
    clock,
    logger,
    pictureOf: (memberId) => new Pictures(context.db).smallOf(memberId),
    access: { isOnline, tokens, ticketKey: keys.ticketPrivateKey },
  });
  const access = new RequestAccess({ db: context.db, clock });
  const downloads = new DownloadProgress(clock);
  const placement = new RequestPlacement({ access, transitions });
  const mails = new RequestMails(context, { access, transitions });
  const requests = new RequestService({
    repository: repositories.requests,
    transitions,
    access,
    sources: {
      isOnline,
      participantsOf: (ids) => repositories.sessions.participants('request', ids),
      placeNames: (rows) => repositories.requests.placeNames(rows),
      downloadOf: (requestId) => downloads.of(requestId),
    },
    mails,
    clock,
    settings: { publicUrl: config.publicUrl, validityMs: config.requestValidityMs },
  });
  const ofComputers = createComputers(core, context);
  const feed = new Feed({
    bus,
    logger,
    requests: {
      repository: repositories.requests,
      view: (row) => requests.view(row),
      targetOf: (row) => access.targetOf(row),
      offerOf: (row) => offers.offerOf(row),
    },
    computers: { repository: repositories.computers, service: ofComputers.computers },
  });
  const isLinkLive = (linkId: string, sessionId: string) => sessions.isLinkLive(linkId, sessionId);
  const relay = new Relay({ tokens, bus, meter: createRelayMeter(metrics), logger, isLinkLive });
  const invitations = new InvitationService({
    guard,
    offers,
    customer,
    downloads,
    clock,
    requests: repositories.requests,
  });
  const isAtRelay = (linkId: string) => relay.isPresent(linkId, 'agent');
  const desk = new AgentDesk({
    customer,
    sessions,
    endings: ofComputers.endings,
    unlocks: ofComputers.unlocks,
    presence,
    rename: (computerId, name) => ofComputers.settings.rename(computerId, name),
    isAtRelay,
    logger,
  });
  return {
    ...ofComputers,
    sessions,
    requests,
    mails,
    placement,
    feed,
    relay,
    invitations,
    downloads,
    desk,
  };
}

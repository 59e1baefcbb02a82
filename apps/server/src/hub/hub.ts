// Puts the hub together: the sockets of agents, members and the relay behind one router.

import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { EnrolmentService } from '../enrolment/enrolment.service.ts';
import { isOwnOrigin } from '../http/origins.ts';
import { createAddressOf, createIsForwardedHttps } from '../sockets/client-address.ts';
import { SocketRouter } from '../sockets/socket-router.ts';
import type { SupportParts } from '../support-parts.ts';
import { AgentAdmission } from './agent-admission.ts';
import { agentHubRoute } from './agent-hub.ts';
import { registerHubMetrics } from './hub-metrics.ts';
import { memberHubRoute } from './member-hub.ts';

/** Attached to the server; its owner disposes it. */
export function openHub(app: FastifyInstance, parts: SupportParts, context: AppContext): SocketRouter {
  const { bus, presence, portals, tabs, customer, desk, relay, offers, repositories, guard, demo } = parts;
  const { clock, config, keys, members, db } = context;
  const logger = context.logger.child({ part: 'hub' });
  const proxies = config.tls.mode === 'proxy' ? config.trustedProxies : null;
  const isOwn = (origin: string) => isOwnOrigin(config, origin);
  const enrolment = new EnrolmentService({ db, clock, computers: repositories.computers });
  const sockets = new SocketRouter({
    clock,
    logger,
    isOwnOrigin: isOwn,
    addressOf: createAddressOf(proxies ?? []),
  });
  const admission = new AgentAdmission({
    guard,
    customer,
    introduce: (row) => offers.introduce(row),
    computers: { repository: repositories.computers, enrolment, pending: parts.pending },
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
  if (proxies === null) sockets.attach(app.server);
  else sockets.attach(app.server, createIsForwardedHttps(proxies));
  registerHubMetrics(context.metrics, { presence, sockets });
  return sockets;
}

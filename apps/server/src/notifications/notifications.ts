// Puts notifications together: what raises them, what tells of them, and the members' routes.

import type { FastifyInstance } from 'fastify';
import { DisposableStore, type Logger } from '@nearhand/base';
import { readMailWay, sendsMail } from '../mail/mail-way.ts';
import type { AppContext } from '../app-context.ts';
import type { Bus } from '../hub/bus.ts';
import type { RequestPlacement } from '../requests/request.placement.ts';
import type { RequestRepository } from '../requests/request.repository.ts';
import type { RequestTransitions } from '../requests/request.transitions.ts';
import { NotificationDelivery } from './notification-delivery.ts';
import { NotificationMailer } from './notification-mailer.ts';
import { NotificationRepository, type NotificationRow } from './notification.repository.ts';
import { NotificationService } from './notification.service.ts';
import { registerNotificationRoutes } from './notifications.routes.ts';
import type { OpenPortals } from './open-portals.ts';
import { PlacementWatch } from './placement-watch.ts';
import { createPushTransport } from './push/push-transport.ts';
import { readPushKeys } from './push/push-keys.ts';
import { PushRepository } from './push/push.repository.ts';
import { registerPush } from './push/push.routes.ts';
import { PushSender } from './push/push-sender.ts';
import { QueueWatch } from './queue-watch.ts';
import { RequestWatch } from './request-watch.ts';

export interface NotificationParts {
  readonly bus: Bus;
  readonly portals: OpenPortals;
  readonly requests: RequestRepository;
  readonly transitions: RequestTransitions;
  readonly placement: RequestPlacement;
}

/** Mailing starts when the server listens; everything ends when it closes. */
export function registerNotifications(app: FastifyInstance, context: AppContext, parts: NotificationParts): void {
  const { clock, config, db, members, notifications } = context;
  const { bus, placement, portals, requests, transitions } = parts;
  const logger = context.logger.child({ part: 'notifications' });
  const needs = { clock, config };
  const repository = new NotificationRepository(db);
  const service = new NotificationService({ repository, bus, clock, mailWorks: () => sendsMail(db, config) });
  registerNotificationRoutes(app, { service, members });
  const sender = registerWebPush(app, context, logger);
  const store = new DisposableStore();
  store.add(new RequestWatch({ needs, repository, requests, transitions, logger }));
  store.add(new PlacementWatch({ needs, repository, placement, logger }));
  // A program that only runs a command tells nobody: the server hears of it through the database.
  if (notifications !== null) {
    const mayKnow = (row: NotificationRow) => repository.mayKnow(row);
    const push = async (row: NotificationRow) => sender.notify(row, await repository.nameIfSeveral(row));
    store.add(new NotificationDelivery({ repository, notifications, bus, logger, mayKnow, push }));
    const mailer = store.add(new NotificationMailer({ needs, repository, portals, notifications, logger }));
    const queues = store.add(new QueueWatch({ needs, repository, transitions, logger }));
    app.addHook('onListen', async () => {
      mailer.start();
      queues.start();
    });
  }
  app.addHook('preClose', async () => store.dispose());
}

function registerWebPush(app: FastifyInstance, context: AppContext, logger: Logger): PushSender {
  const { clock, config, db, members } = context;
  const repository = new PushRepository(db);
  const toPrivate = config.pushToPrivate;
  const transport = createPushTransport({ toPrivate });
  const keys = () => readPushKeys(context);
  const contact = async () => `mailto:${(await readMailWay(context)).from.address}`;
  const sender = new PushSender({ repository, transport, clock, logger, identity: { keys, contact } });
  const settings = { publicKey: async () => (await keys()).publicKey, toPrivate };
  registerPush(app, { members, repository, sender, clock, settings });
  return sender;
}

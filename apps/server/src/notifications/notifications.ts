// Puts notifications together: what raises them, what tells of them, and the members' routes.

import type { FastifyInstance } from 'fastify';
import { DisposableStore } from '@nearhand/base';
import { sendsMail } from '../mail/mail-way.ts';
import type { AppContext } from '../app-context.ts';
import type { Bus } from '../hub/bus.ts';
import type { RequestRepository } from '../requests/request.repository.ts';
import type { RequestTransitions } from '../requests/request.transitions.ts';
import { NotificationDelivery } from './notification-delivery.ts';
import { NotificationMailer } from './notification-mailer.ts';
import { NotificationRepository } from './notification.repository.ts';
import { NotificationService } from './notification.service.ts';
import { registerNotificationRoutes } from './notifications.routes.ts';
import type { OpenPortals } from './open-portals.ts';
import { RequestWatch } from './request-watch.ts';

export interface NotificationParts {
  readonly bus: Bus;
  readonly portals: OpenPortals;
  readonly requests: RequestRepository;
  readonly transitions: RequestTransitions;
}

/** Mailing starts when the server listens; everything ends when it closes. */
export function registerNotifications(app: FastifyInstance, context: AppContext, parts: NotificationParts): void {
  const { clock, config, db, members, notifications } = context;
  const { bus, portals, requests, transitions } = parts;
  const logger = context.logger.child({ part: 'notifications' });
  const needs = { clock, config };
  const repository = new NotificationRepository(db);
  const service = new NotificationService({ repository, bus, clock, mailWorks: () => sendsMail(db, config) });
  registerNotificationRoutes(app, { service, members });
  const store = new DisposableStore();
  store.add(new RequestWatch({ needs, repository, requests, transitions, logger }));
  // A program that only runs a command tells nobody: the server hears of it through the database.
  if (notifications !== null) {
    store.add(new NotificationDelivery({ repository, notifications, bus, logger }));
    const mailer = store.add(new NotificationMailer({ needs, repository, portals, notifications, logger }));
    app.addHook('onListen', async () => mailer.start());
  }
  app.addHook('preClose', async () => store.dispose());
}

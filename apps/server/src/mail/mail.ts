// Puts mail together: the queue's sender, woken by the database, and the host's pages. Writing mails is mail.queue.ts's.

import type { FastifyInstance } from 'fastify';
import { DisposableStore } from '@nearhand/base';
import type { AppContext } from '../app-context.ts';
import { CurrentTransport } from './current-transport.ts';
import { MailRepository } from './mail.repository.ts';
import { mailQueuedChannel } from './mail.queue.ts';
import { registerMailRoutes } from './mail.routes.ts';
import { MailSender } from './mail-sender.ts';
import { MailService } from './mail.service.ts';
import { readMailWay } from './mail-way.ts';

/** Sending starts when the server listens and ends when it closes. */
export function registerMail(app: FastifyInstance, context: AppContext): void {
  const { config, clock, db, notifications } = context;
  const logger = context.logger.child({ part: 'mail' });
  const transport = new CurrentTransport({ readWay: () => readMailWay(context), publicUrl: config.publicUrl });
  const repository = new MailRepository(db);
  const sender = new MailSender({ repository, transport, clock, logger });
  registerMailRoutes(app, context, new MailService({ context, repository, transport }));
  const listening = new DisposableStore();
  if (notifications !== null) {
    listening.add(notifications.listen(mailQueuedChannel, () => sender.wake()));
    listening.add(notifications.onGap.on(() => sender.wake()));
  }
  app.addHook('onListen', async () => sender.wake());
  app.addHook('onClose', async () => {
    listening.dispose();
    await sender.stop();
  });
}

// A member's own notifications over HTTP. Nobody sees another's.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  changeNotificationSettingsSchema,
  notificationListQuerySchema,
  notificationListSchema,
  notificationSettingsSchema,
  readNotificationsSchema,
  unreadSchema,
} from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { NotificationService } from './notification.service.ts';

const tags = ['notifications'];

export function registerNotificationRoutes(
  plainApp: FastifyInstance,
  { service, members }: { service: NotificationService; members: Members },
): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireMember;

  app.get(
    '/api/notifications',
    {
      onRequest,
      schema: {
        summary: 'My notifications, newest first',
        tags,
        querystring: notificationListQuerySchema,
        response: { 200: notificationListSchema },
      },
    },
    (request) => service.list(memberOf(request), request.query),
  );

  app.post(
    '/api/notifications/read',
    {
      onRequest,
      schema: {
        summary: 'Mark some or all of them as read',
        tags,
        body: readNotificationsSchema,
        response: { 200: unreadSchema },
      },
    },
    async (request) => ({ unread: await service.markRead(memberOf(request), request.body.ids ?? null) }),
  );

  app.get(
    '/api/notifications/settings',
    {
      onRequest,
      schema: { summary: 'What I am notified of, and how', tags, response: { 200: notificationSettingsSchema } },
    },
    (request) => service.settings(memberOf(request)),
  );

  app.patch(
    '/api/notifications/settings',
    {
      onRequest,
      schema: {
        summary: 'Choose what I am notified of',
        tags,
        body: changeNotificationSettingsSchema,
        response: { 200: notificationSettingsSchema },
      },
    },
    (request) => service.changeSettings(memberOf(request), request.body),
  );
}

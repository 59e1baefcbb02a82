// Notifications as the HTTP API offers them: the list, what is read, the choices.
import {
  type ChangeNotificationSettings,
  notificationListSchema,
  type NotificationSettings,
  notificationSettingsSchema,
  unreadSchema,
} from '@nearhand/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';

const pageSize = 20;

export const notificationsApi = {
  list(cursor: string | null, signal?: AbortSignal) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (cursor !== null) query.set('cursor', cursor);
    return call(notificationListSchema, `/api/notifications?${query.toString()}`, { signal });
  },
  /** Null: all of them. */
  markRead: (ids: readonly string[] | null) =>
    call(unreadSchema, '/api/notifications/read', { method: 'POST', body: ids === null ? {} : { ids } }),
  settings: (signal?: AbortSignal) => call(notificationSettingsSchema, '/api/notifications/settings', { signal }),
  changeSettings: (change: ChangeNotificationSettings): Promise<NotificationSettings> =>
    call(notificationSettingsSchema, '/api/notifications/settings', { method: 'PATCH', body: change }),
};

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications', 'list'],
  queryFn: ({ pageParam, signal }) => notificationsApi.list(pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const notificationSettingsQuery = queryOptions({
  queryKey: ['notifications', 'settings'],
  queryFn: ({ signal }) => notificationsApi.settings(signal),
});

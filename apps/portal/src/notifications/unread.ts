// Pages of the list with some of it read.
import type { Notification } from '@nearhand/protocol';

export interface NotificationPage {
  notifications: Notification[];
  unread: number;
  next: string | null;
}

/** `ids` null: all of them. The count is that of the whole list, on every page. */
export function countUnread(pages: readonly NotificationPage[], ids: readonly string[] | null): NotificationPage[] {
  const isMeant = ({ id, read }: Notification) => !read && (ids === null || ids.includes(id));
  const meant = pages.flatMap((page) => page.notifications).filter(isMeant).length;
  return pages.map((page) => ({
    ...page,
    unread: ids === null ? 0 : Math.max(0, page.unread - meant),
    notifications: page.notifications.map((entry) => (isMeant(entry) ? { ...entry, read: true } : entry)),
  }));
}

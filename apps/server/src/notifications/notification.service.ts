// What members do with their notifications: read the list, mark as read, choose.

import type { Clock } from '@nearhand/base';
import {
  type ChangeNotificationSettings,
  channelsFor,
  type Notification,
  notificationCatalogue,
  type NotificationChoices,
  type NotificationEvent,
  notificationEvents,
  type NotificationSettings,
  type Right,
} from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import type { Bus } from '../hub/bus.ts';
import { reachScope } from '../rights/decide.ts';
import type { NotificationRepository, NotificationRow, Viewer } from './notification.repository.ts';

export interface NotificationServiceOptions {
  readonly repository: NotificationRepository;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly mailWorks: () => Promise<boolean>;
}

export class NotificationService {
  readonly #options: NotificationServiceOptions;

  constructor(options: NotificationServiceOptions) {
    this.#options = options;
  }

  async list(
    member: MemberIdentity,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<{ notifications: Notification[]; unread: number; next: string | null }> {
    const { repository } = this.#options;
    const viewer = viewerOf(member);
    const [rows, unread] = await Promise.all([
      repository.list(viewer, cursor ?? null, limit + 1),
      repository.unread(viewer),
    ]);
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
    return { notifications: page.map(viewNotification), unread, next };
  }

  /** Null: all of them. Other people's are passed over. */
  async markRead(member: MemberIdentity, ids: readonly string[] | null): Promise<number> {
    const { repository, bus, clock } = this.#options;
    const viewer = viewerOf(member);
    await repository.markRead(viewer, ids, new Date(clock.nowMs()));
    const unread = await repository.unread(viewer);
    const { organisationId } = member;
    bus.publish('user', member.userId, {
      organisationId,
      right: null,
      message: { type: 'notifications.read', unread },
    });
    return unread;
  }

  async settings({ userId }: MemberIdentity): Promise<NotificationSettings> {
    const row = await this.#options.repository.settings(userId);
    const choices = Object.fromEntries(
      notificationEvents.map((event) => [event, channelsFor(event, row?.choices[event])]),
    ) as NotificationChoices;
    return { choices, quietHours: row?.quietHours ?? null, mailWorks: await this.#options.mailWorks() };
  }

  async changeSettings(member: MemberIdentity, change: ChangeNotificationSettings): Promise<NotificationSettings> {
    await this.#options.repository.changeSettings(member.userId, change);
    return this.settings(member);
  }
}

export function viewNotification(row: NotificationRow): Notification {
  const { id, event, subject, count, at, readAt } = row;
  return { id, event, subject, count, at: at.toISOString(), read: readAt !== null };
}

/** What a member with these rights may be told of. */
export function visibleEvents(rights: readonly Right[]): NotificationEvent[] {
  return notificationEvents.filter((event) => {
    const { needs } = notificationCatalogue[event];
    return needs === null || rights.includes(needs);
  });
}

function viewerOf(member: MemberIdentity): Viewer {
  const { userId, organisationId, rights } = member;
  return { userId, organisationId, events: visibleEvents(rights), scope: reachScope(member, 'request') };
}

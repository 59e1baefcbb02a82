// One notification of the list: what happened, when, how often; it leads to the thing.
import { ActionIcon, Tooltip } from '@mantine/core';
import type { Notification } from '@nearhand/protocol';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../i18n/format.ts';
import { notificationLooks, pathOf, useNotificationTitle } from './words.ts';

interface RowProps {
  notification: Notification;
  onRead: () => void;
  /** On the way to the thing. */
  onFollow: () => void;
}

export function NotificationRow({ notification, onRead, onFollow }: RowProps) {
  const { t } = useTranslation();
  const { relativeTime, fullDateTime } = useFormat();
  const nowMs = useNow();
  const title = useNotificationTitle();
  const { event, subject, count, at, read } = notification;
  const { icon: Icon, tone } = notificationLooks[event];
  const words = title(notification);
  return (
    <li className="notification" data-unread={!read || undefined}>
      <Link
        to={pathOf(subject)}
        className="notification-link"
        onClick={() => {
          if (!read) onRead();
          onFollow();
        }}
      >
        <span className="notification-icon" data-tone={tone}>
          <Icon size={20} stroke={1.7} aria-hidden="true" />
        </span>
        <span className="notification-text">
          <span className="notification-title">
            {read ? null : <span className="nh-hidden">{t('notifications.isUnread')} </span>}
            {words}
          </span>
          <span className="nh-small nh-muted" title={fullDateTime(at)}>
            {relativeTime(at, nowMs)}
            {count > 1 ? ` · ${t('notifications.times', { count })}` : null}
          </span>
        </span>
      </Link>
      {read ? null : (
        <Tooltip label={t('notifications.markRead')}>
          <ActionIcon
            variant="subtle"
            size={38}
            className="quiet-icon"
            aria-label={`${t('notifications.markRead')}: ${words}`}
            onClick={onRead}
          >
            <IconCheck size={19} stroke={1.7} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

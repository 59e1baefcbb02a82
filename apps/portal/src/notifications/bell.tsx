// The bell with the number of unread notifications; pressed, the list.
import { UnstyledButton } from '@mantine/core';
import { maxUnreadCounted } from '@nearhand/protocol';
import { IconBell } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notificationsQuery } from '../api/notifications.ts';
import { NotificationDrawer } from './notification-drawer.tsx';
import './notifications.css';

export function Bell() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(notificationsQuery);
  const [opened, setOpened] = useState(false);
  const unread = list.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <UnstyledButton className="bell" data-tour="bell" aria-haspopup="dialog" onClick={() => setOpened(true)}>
        <IconBell size={21} stroke={1.7} aria-hidden="true" />
        <span className="nh-hidden">{t('notifications.title')}</span>
        {unread > 0 ? (
          <span className="bell-count nh-numbers">
            <span aria-hidden="true">{unread >= maxUnreadCounted ? `${maxUnreadCounted - 1}+` : unread}</span>
            <span className="nh-hidden">{t('notifications.unread', { count: unread })}</span>
          </span>
        ) : null}
      </UnstyledButton>
      <NotificationDrawer opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}

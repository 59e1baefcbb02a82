// The list of notifications, beside the page.
import { ActionIcon, Button, Drawer, Skeleton, Tooltip } from '@mantine/core';
import { IconBellOff, IconChecks, IconSettings, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notificationsQuery } from '../api/notifications.ts';
import { FormError } from '../form/form-error.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { NotificationRow } from './notification-row.tsx';
import { isSoundOn, setSoundOn } from './sound.ts';
import { useMarkRead } from './use-mark-read.ts';

interface DrawerProps {
  opened: boolean;
  onClose: () => void;
}

export function NotificationDrawer({ opened, onClose }: DrawerProps) {
  const { t } = useTranslation();
  // What a notification leads to takes the focus.
  const [returnFocus, setReturnFocus] = useState(true);
  const [wasOpened, setWasOpened] = useState(opened);
  if (opened !== wasOpened) {
    setWasOpened(opened);
    // Not when it has closed: Mantine would give the focus back then.
    if (opened) setReturnFocus(true);
  }
  const follow = () => {
    setReturnFocus(false);
    onClose();
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      returnFocus={returnFocus}
      size={440}
      title={t('notifications.title')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <NotificationList onFollow={follow} />
    </Drawer>
  );
}

function NotificationList({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(notificationsQuery);
  const markRead = useMarkRead();
  if (list.isPending) {
    return (
      <Loading className="notification-list">
        {[1, 2, 3, 4].map((row) => (
          <Skeleton key={row} height={60} radius="md" mb={8} />
        ))}
      </Loading>
    );
  }
  if (list.data === undefined) return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  const notifications = list.data.pages.flatMap((page) => page.notifications);
  const unread = list.data.pages[0]?.unread ?? 0;
  return (
    <>
      <div className="notification-tools">
        <Button
          variant="default"
          size="sm"
          leftSection={<IconChecks size={17} stroke={1.7} aria-hidden="true" />}
          disabled={unread === 0}
          onClick={() => markRead.mutate(null)}
        >
          {t('notifications.readAll')}
        </Button>
        <Tools onFollow={onFollow} />
      </div>
      <FormError error={markRead.error} />
      {notifications.length === 0 ? (
        <EmptyNote icon={IconBellOff} title={t('notifications.emptyTitle')} text={t('notifications.emptyText')} />
      ) : (
        <ul className="notification-list" aria-label={t('notifications.title')}>
          {notifications.map((notification) => (
            <NotificationRow
              key={notification.id}
              notification={notification}
              onRead={() => markRead.mutate([notification.id])}
              onFollow={onFollow}
            />
          ))}
        </ul>
      )}
      <LoadMore list={list} />
    </>
  );
}

/** The sound of this device, and the way to the choices. */
function Tools({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [sound, setSound] = useState(isSoundOn);
  const toggle = () => {
    setSoundOn(!sound);
    setSound(!sound);
  };
  const icon = { size: 20, stroke: 1.6, 'aria-hidden': true } as const;
  const soundLabel = t(sound ? 'notifications.soundOff' : 'notifications.soundOn');
  return (
    <div className="notification-icons">
      <Tooltip label={soundLabel}>
        <ActionIcon variant="subtle" size={38} className="quiet-icon" aria-label={soundLabel} onClick={toggle}>
          {sound ? <IconVolume {...icon} /> : <IconVolumeOff {...icon} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('notifications.choose')}>
        <ActionIcon
          variant="subtle"
          size={38}
          className="quiet-icon"
          aria-label={t('notifications.choose')}
          onClick={() => {
            onFollow();
            void navigate({ to: '/profile', hash: 'notifications' });
          }}
        >
          <IconSettings {...icon} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

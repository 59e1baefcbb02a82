// The choices of the profile: what is told, how, when not, and whether this device may show notifications.
import { Button, Skeleton } from '@mantine/core';
import type { ChangeNotificationSettings } from '@nearhand/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconVolume } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { notificationSettingsQuery, notificationsApi } from '../api/notifications.ts';
import { FormError } from '../form/form-error.tsx';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { applyChange } from './apply-change.ts';
import { ChoiceTable } from './choice-table.tsx';
import { QuietHoursField } from './quiet-hours-field.tsx';
import { playSound } from './sound.ts';
import { SystemNotifications } from './system-notifications.tsx';
import './notification-section.css';

const changing = ['notifications', 'changing'];

export function NotificationSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const settings = useQuery(notificationSettingsQuery);
  const section = useRef<HTMLElement>(null);
  useScrollHere(section, settings.isPending);
  const { queryKey } = notificationSettingsQuery;
  const change = useMutation({
    mutationKey: changing,
    mutationFn: (wanted: ChangeNotificationSettings) => notificationsApi.changeSettings(wanted),
    // Answers to what was changed again meanwhile are out of date.
    onSuccess: (answer) =>
      client.isMutating({ mutationKey: changing }) > 1 ? null : client.setQueryData(queryKey, answer),
    onError: () => client.invalidateQueries({ queryKey }),
    // One after the other, so that the last one chosen is the last one stored.
    scope: { id: 'notificationSettings' },
  });
  const choose = (wanted: ChangeNotificationSettings) => {
    client.setQueryData(queryKey, (before) => before && applyChange(before, wanted));
    change.mutate(wanted);
  };

  return (
    <section ref={section} className="notification-section" aria-labelledby="notifications">
      <h2 id="notifications">{t('notifications.title')}</h2>
      <p className="nh-muted">{t('notifications.lead')}</p>
      {settings.isPending ? (
        <Loading className="notification-choices">
          <Skeleton height={320} radius="md" />
        </Loading>
      ) : settings.data === undefined ? (
        <FailureNote error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <>
          <SystemNotifications mailWorks={settings.data.mailWorks} />
          <ChoiceTable settings={settings.data} onChoose={(choices) => choose({ choices })} />
          <FormError error={change.error} />
          <Button
            variant="default"
            size="sm"
            leftSection={<IconVolume size={17} stroke={1.7} aria-hidden="true" />}
            onClick={() => void playSound()}
          >
            {t('notifications.playSound')}
          </Button>
          <QuietHoursField hours={settings.data.quietHours} onChange={(quietHours) => choose({ quietHours })} />
        </>
      )}
    </section>
  );
}

/** Comes from a link to `#notifications`: the sections above may still have been growing when the browser looked. */
function useScrollHere(section: { current: HTMLElement | null }, pending: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === 'notifications' && !pending) section.current?.scrollIntoView();
  }, [hash, pending, section]);
}

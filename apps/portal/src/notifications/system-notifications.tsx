// Whether this device shows notifications of its own: also when the portal is closed, only from open tabs, or not at all;
// and changing it.
import { Button } from '@mantine/core';
import { localeSchema } from '@nearhand/protocol';
import { IconBell, IconBellCheck, IconBellOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pushStateQuery } from '../api/push.ts';
import { FormError } from '../form/form-error.tsx';
import { useMe } from '../member/member.ts';
import { subscribe, unsubscribe } from './push.ts';
import { systemPermission } from './system-permission.ts';

/** pushed: by the vendor's service. tabs: by pages that are open. unreachable: by those, after trying the service. */
type DeviceState = 'unsupported' | 'denied' | 'default' | 'pushed' | 'tabs' | 'unreachable';

const icons = {
  unsupported: IconBellOff,
  denied: IconBellOff,
  default: IconBell,
  pushed: IconBellCheck,
  tabs: IconBell,
  unreachable: IconBell,
};

export function SystemNotifications({ mailWorks }: { mailWorks: boolean }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const person = useMe().member.email;
  const [permission, setPermission] = usePermission();
  const push = useQuery(pushStateQuery);
  const turning = useMutation({
    mutationFn: async (on: boolean) => {
      if (!on) return unsubscribe().then(() => true);
      const given = await window.Notification.requestPermission();
      setPermission(given);
      return given === 'granted' ? subscribe({ person, locale: localeSchema.parse(i18n.language) }) : true;
    },
    onSettled: () => client.invalidateQueries({ queryKey: pushStateQuery.queryKey }),
  });
  const isPushed = push.data?.subscribed === true;
  const open = isPushed ? 'pushed' : turning.data === false ? 'unreachable' : 'tabs';
  const state: DeviceState = permission === 'granted' ? open : permission;
  const isOnlyWhileOpen = state === 'tabs' || state === 'unreachable';
  const Icon = icons[state];
  const button = { default: 'allow', pushed: 'turnOff', tabs: 'turnOn', unreachable: 'tryAgain' } as const;
  const action = state === 'denied' || state === 'unsupported' ? null : button[state];
  return (
    <>
      <div className="system-notifications" data-state={state}>
        <Icon size={22} stroke={1.6} aria-hidden="true" />
        <output>
          {t(`notifications.device.${state}`)}
          {isOnlyWhileOpen ? ` ${t(mailWorks ? 'notifications.mailInstead' : 'notifications.nothingInstead')}` : null}
        </output>
        {action === null ? null : (
          <Button
            size="sm"
            variant={action === 'allow' ? 'filled' : 'default'}
            loading={turning.isPending}
            onClick={() => turning.mutate(state !== 'pushed')}
          >
            {t(`notifications.${action}`)}
          </Button>
        )}
      </div>
      <FormError error={turning.error} />
    </>
  );
}

function usePermission() {
  const [permission, setPermission] = useState(systemPermission);
  useEffect(() => {
    const look = () => setPermission(systemPermission());
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  return [permission, setPermission] as const;
}

// Whether this device may show notifications of its own, and asking for it.
import { Button } from '@mantine/core';
import { IconBell, IconBellCheck, IconBellOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Permission = NotificationPermission | 'unsupported';

const icons = { granted: IconBellCheck, denied: IconBellOff, unsupported: IconBellOff, default: IconBell };

function permissionNow(): Permission {
  return 'Notification' in window ? window.Notification.permission : 'unsupported';
}

export function SystemNotifications() {
  const { t } = useTranslation();
  const [permission, setPermission] = useState(permissionNow);
  useEffect(() => {
    const look = () => setPermission(permissionNow());
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  const Icon = icons[permission];
  return (
    <div className="system-notifications" data-state={permission}>
      <Icon size={22} stroke={1.6} aria-hidden="true" />
      <output>{t(`notifications.device.${permission}`)}</output>
      {permission === 'default' ? (
        <Button size="sm" onClick={() => void window.Notification.requestPermission().then(setPermission)}>
          {t('notifications.allow')}
        </Button>
      ) : null}
    </div>
  );
}

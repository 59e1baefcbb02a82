// A quiet line while the hub cannot be heard: what is shown may be old, and it mends itself.
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHubState } from './live-provider.tsx';

export function OfflineNote() {
  const { t } = useTranslation();
  const offline = useHubState() === 'offline';
  return (
    <output className="offline-note" data-shown={offline || undefined}>
      {offline ? (
        <>
          <IconCloudOff size={18} stroke={1.8} aria-hidden="true" />
          {t('shell.offline')}
        </>
      ) : null}
    </output>
  );
}

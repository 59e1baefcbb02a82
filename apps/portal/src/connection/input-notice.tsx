// A small note when mouse and keyboard have no effect or the picture stands still, and why.
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RemoteScreenView } from './remote-screen.ts';

export function InputNotice({ view }: { view: RemoteScreenView }) {
  const { t } = useTranslation();
  const words = useNotice(view, t('connection.noDisplays'), t('connection.viewOnly'));
  return (
    <output className="input-notice" data-shown={words !== null || undefined}>
      {words === null ? null : (
        <>
          <IconEye size={17} stroke={1.8} aria-hidden="true" />
          {words}
        </>
      )}
    </output>
  );
}

function useNotice(view: RemoteScreenView, noDisplays: string, watching: string): string | null {
  const { t } = useTranslation();
  if (view.obstacle === 'locked' && view.unlockFailure !== null) {
    return t(`connection.unlockFailed.${view.unlockFailure}`);
  }
  if (view.obstacle !== null) return t(`connection.obstacle.${view.obstacle}`);
  if (view.displays.length === 0) return noDisplays;
  if (view.viewOnly) return watching;
  // Whatever stood in the way before it was taken back.
  if (!view.permissions.includes('control')) return t('connection.blocked.permission');
  return view.inputBlock === null ? null : t(`connection.blocked.${view.inputBlock}`);
}

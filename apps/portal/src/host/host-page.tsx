// The frame of what concerns the whole server: its heading and tabs, each a page of its own.
import { IconLock } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../member/member.ts';
import { EmptyNote } from '../shell/notes.tsx';
import './host.css';

export function HostPage() {
  const { t } = useTranslation();
  const { hostAdministrator } = useMe();
  if (!hostAdministrator)
    return <EmptyNote icon={IconLock} title={t('host.forbidden')} text={t('host.forbiddenHint')} />;
  return (
    <div className="page host">
      <div className="page-head host-head">
        <h1>{t('host.title')}</h1>
      </div>
      <nav className="page-tabs" aria-label={t('host.tabs')}>
        <Link to="/host/settings" activeProps={{ 'aria-current': 'page' }}>
          {t('host.settings')}
        </Link>
        <Link to="/host/outbox" activeProps={{ 'aria-current': 'page' }}>
          {t('host.outbox')}
        </Link>
      </nav>
      <Outlet />
    </div>
  );
}

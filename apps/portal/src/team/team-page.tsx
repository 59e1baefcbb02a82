// The team's frame: its heading and tabs, each a page of its own.
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRight } from '../member/member.ts';
import { usePageTitle } from '../shell/page-title.ts';
import './team.css';

export function TeamPage() {
  const { t } = useTranslation();
  const mayMembers = useRight('members.view');
  const mayAudit = useRight('audit.view');
  const mayQueues = useRight('requests.view') && mayMembers;
  const mayComputers = useRight('computers.view');
  const mayExplain = mayMembers && (mayQueues || mayComputers);
  usePageTitle(t('team.title'));
  return (
    <div className="page">
      <div className="page-head team-head">
        <h1>{t('team.title')}</h1>
      </div>
      <nav className="page-tabs" aria-label={t('team.tabs')}>
        {mayMembers ? (
          <Link
            to="/team"
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t('team.members')}
          </Link>
        ) : null}
        {mayMembers ? (
          <>
            <Link to="/team/roles" activeProps={{ 'aria-current': 'page' }}>
              {t('rights.roles.title')}
            </Link>
            <Link to="/team/groups" activeProps={{ 'aria-current': 'page' }}>
              {t('rights.groups.title')}
            </Link>
          </>
        ) : null}
        {mayQueues ? (
          <Link to="/team/queues" activeProps={{ 'aria-current': 'page' }}>
            {t('rights.queues.title')}
          </Link>
        ) : null}
        {mayExplain ? (
          <Link to="/team/explain" activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
            {t('rights.explain.title')}
          </Link>
        ) : null}
        {mayAudit ? (
          <Link to="/team/audit" activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
            {t('team.audit')}
          </Link>
        ) : null}
      </nav>
      <Outlet />
    </div>
  );
}

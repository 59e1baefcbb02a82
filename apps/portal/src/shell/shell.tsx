// The frame of the portal's pages: menu at the left (at the bottom on a phone), the page beside it.
import { IconDeviceDesktop, IconHeadset, IconServer, IconUsers, type TablerIcon } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useRight } from '../member/member.ts';
import { Bell } from '../notifications/bell.tsx';
import { OtherOrganisation } from '../organisations/other-organisation.tsx';
import { Logo } from '../theme/logo.tsx';
import { TourOffer } from '../tour/tour-offer.tsx';
import { HelpMenu } from './help-menu.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { WaitingCount } from './waiting-count.tsx';
import './shell.css';

interface Entry {
  to: '/computers' | '/support' | '/team' | '/team/audit' | '/host/settings';
  label: 'shell.computers' | 'shell.support' | 'shell.team' | 'host.menu';
  /** In the narrow bar of a phone; one of the words of `label`. */
  shortLabel?: 'shell.supportShort';
  icon: TablerIcon;
}

const computers: Entry = { to: '/computers', label: 'shell.computers', icon: IconDeviceDesktop };
const support: Entry = {
  to: '/support',
  label: 'shell.support',
  shortLabel: 'shell.supportShort',
  icon: IconHeadset,
};
const host: Entry = { to: '/host/settings', label: 'host.menu', icon: IconServer };

const team: Entry = { to: '/team', label: 'shell.team', icon: IconUsers };
/** For those who see the log only. */
const auditOnly: Entry = { ...team, to: '/team/audit' };

function useEntries(): Entry[] {
  const maySupport = useRight('requests.view');
  const mayMembers = useRight('members.view');
  const mayAudit = useRight('audit.view');
  const { hostAdministrator } = useMe();
  return [
    // Those shared with them are for everybody.
    computers,
    ...(maySupport ? [support] : []),
    ...(mayMembers ? [team] : mayAudit ? [auditOnly] : []),
    ...(hostAdministrator ? [host] : []),
  ];
}

export function Shell() {
  const { t } = useTranslation();
  const entries = useEntries();
  const main = useRef<HTMLElement>(null);
  useFocusOnNewPage(main);

  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t('shell.skip')}
      </a>
      <aside className="shell-side">
        <div className="shell-head">
          <Link to="/support" className="shell-logo" aria-label="Nearhand">
            <Logo size={28} withName />
          </Link>
          <div className="shell-tools">
            <HelpMenu />
            <Bell />
          </div>
        </div>
        <nav aria-label={t('shell.navigation')} className="shell-nav">
          {entries.map(({ to, label, shortLabel = label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              data-tour={to.split('/')[1]}
              className="shell-entry"
              activeProps={{ 'aria-current': 'page' }}
            >
              <Icon size={20} stroke={1.7} aria-hidden="true" />
              <span className="shell-label">{t(label)}</span>
              <span className="shell-short-label" aria-hidden="true">
                {t(shortLabel)}
              </span>
              {to === '/support' ? <WaitingCount /> : null}
            </Link>
          ))}
        </nav>
        <ProfileMenu />
      </aside>
      <main id="content" ref={main} tabIndex={-1} className="shell-main">
        <TourOffer />
        <Outlet />
      </main>
      <OtherOrganisation />
    </div>
  );
}

/** After going to another page the focus is at its beginning, as if it had been loaded. */
function useFocusOnNewPage(main: { current: HTMLElement | null }): void {
  const section = useLocation().pathname.split('/')[1];
  const before = useRef(section);
  useEffect(() => {
    if (before.current === section) return;
    before.current = section;
    main.current?.focus({ preventScroll: true });
  }, [section, main]);
}

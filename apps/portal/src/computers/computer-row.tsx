// One computer: its system, name, whether it can be reached, and the way in.
import type { Computer } from '@nearhand/protocol';
import {
  IconBrandApple,
  IconBrandWindows,
  IconDeviceDesktop,
  IconSparkles,
  IconTerminal2,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { computerName } from './computer-name.ts';
import { ConnectLink } from '../connection/connect-link.tsx';
import { useFormat, useNow } from '../i18n/format.ts';
import { useRight } from '../member/member.ts';

const systemIcons: Readonly<Record<Computer['system'], TablerIcon>> = {
  linux: IconTerminal2,
  windows: IconBrandWindows,
  macos: IconBrandApple,
  demo: IconSparkles,
};

interface ComputerRowProps {
  computer: Computer;
  /** Whether connecting to it is what this page is for just now. */
  stands: 'first' | 'aside';
}

export function ComputerRow({ computer, stands }: ComputerRowProps) {
  const { t } = useTranslation();
  const mayConnect = useRight('computers.connect');
  const name = computerName(computer, t);
  const Icon = systemIcons[computer.system] ?? IconDeviceDesktop;
  return (
    <li className="computer" data-online={computer.online || undefined}>
      <span className="computer-icon">
        <Icon size={22} stroke={1.6} aria-hidden="true" />
      </span>
      <div className="computer-text">
        <span className="computer-name nh-ellipsis">{name}</span>
        <span className="nh-small nh-muted nh-ellipsis">
          {computer.systemName === '' ? t(`computers.systems.${computer.system}`) : computer.systemName}
        </span>
      </div>
      <Presence computer={computer} />
      {mayConnect && computer.online ? (
        <ConnectLink
          target={{ kind: 'computer', computerId: computer.id }}
          label={t('computers.connect')}
          description={t('computers.connectTo', { name })}
          variant={stands === 'first' ? 'filled' : 'default'}
        />
      ) : (
        <span />
      )}
    </li>
  );
}

function Presence({ computer }: { computer: Computer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const seen =
    computer.lastSeenAt === null
      ? t('computers.neverSeen')
      : t('computers.lastSeen', { when: format.relativeTime(computer.lastSeenAt, nowMs) });
  const inSession = computer.participants.map(({ name }) => name);
  return (
    <div className="computer-presence">
      <span className="computer-state">
        <span className="computer-dot" aria-hidden="true" />
        {t(`computers.${stateOf(computer)}`)}
      </span>
      {computer.online ? null : <span className="nh-small nh-muted">{seen}</span>}
      <Limits computer={computer} />
      {inSession.length === 0 || !computer.online ? null : (
        <span className="nh-small nh-muted nh-ellipsis">
          {t('computers.inSession', { names: format.listOf(inSession) })}
        </span>
      )}
    </div>
  );
}

/** One that is not installed is there now, and gone after a restart. */
function stateOf({ online, installed, kind }: Computer): 'online' | 'offline' | 'notInstalled' {
  if (!online) return 'offline';
  return installed === false && kind === 'enrolled' ? 'notInstalled' : 'online';
}

function Limits({ computer }: { computer: Computer }) {
  const { t } = useTranslation();
  const { online, desktopLimit, outdated } = computer;
  if (!online) return null;
  const notes = [
    ...(outdated ? [t('computers.outdated')] : []),
    ...(stateOf(computer) === 'notInstalled' ? [t('computers.notInstalledHint')] : []),
    ...(desktopLimit === 'noDesktop' || desktopLimit === 'wayland' ? [t(`computers.limits.${desktopLimit}`)] : []),
  ];
  return notes.map((note) => (
    <span key={note} className="nh-small nh-muted">
      {note}
    </span>
  ));
}

// One computer: its system, name, whether it can be reached, and the way in.
import type { Computer } from '@nearhand/protocol';
import { ActionIcon } from '@mantine/core';
import {
  IconBrandApple,
  IconBrandWindows,
  IconDeviceDesktop,
  IconSparkles,
  IconTerminal2,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ComputerMenu } from './computer-menu.tsx';
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
  onShare: () => void;
  onSettings: () => void;
  onGiveUp: () => void;
}

export function ComputerRow({ computer, stands, onShare, onSettings, onGiveUp }: ComputerRowProps) {
  const { t } = useTranslation();
  const mayConnect = useRight('computers.connect') || computer.sharedBy !== null;
  const name = computerName(computer, t);
  const Icon = systemIcons[computer.system] ?? IconDeviceDesktop;
  return (
    <li className="computer" data-online={(computer.online && !computer.policy.disabled) || undefined}>
      <span className="computer-icon">
        <Icon size={22} stroke={1.6} aria-hidden="true" />
      </span>
      <div className="computer-text">
        <span className="computer-head">
          <span className="computer-name nh-ellipsis">{name}</span>
          <SharedMark computer={computer} onShare={onShare} />
        </span>
        <span className="nh-small nh-muted nh-ellipsis">
          {computer.systemName === '' ? t(`computers.systems.${computer.system}`) : computer.systemName}
        </span>
        {computer.sharedBy === null ? null : (
          <span className="nh-small nh-muted">
            <bdi>
              {t('sharing.from', { name: computer.sharedBy.name, organisation: computer.sharedBy.organisation })}
            </bdi>
          </span>
        )}
      </div>
      <Presence computer={computer} />
      {mayConnect && computer.online && !computer.policy.disabled ? (
        <ConnectLink
          target={{ kind: 'computer', computerId: computer.id }}
          label={t('computers.connect')}
          description={t('computers.connectTo', { name })}
          variant={stands === 'first' ? 'filled' : 'default'}
        />
      ) : (
        <span />
      )}
      <ComputerMenu computer={computer} onShare={onShare} onSettings={onSettings} onGiveUp={onGiveUp} />
    </li>
  );
}

/** Opens what it says: with whom, or by whom. */
function SharedMark({ computer, onShare }: Pick<ComputerRowProps, 'computer' | 'onShare'>) {
  const { t } = useTranslation();
  const { sharedBy, sharedWithOthers } = computer;
  if (sharedBy === null && !sharedWithOthers) return null;
  const words =
    sharedBy === null
      ? t('sharing.markOut')
      : t('sharing.markIn', { name: sharedBy.name, organisation: sharedBy.organisation });
  return (
    <ActionIcon
      variant="subtle"
      size={28}
      className="quiet-icon"
      aria-label={`${computerName(computer, t)}: ${words}`}
      title={words}
      onClick={onShare}
    >
      <IconUsers size={17} stroke={1.8} aria-hidden="true" />
    </ActionIcon>
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
      {computer.online || computer.policy.disabled ? null : <span className="nh-small nh-muted">{seen}</span>}
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
function stateOf({ online, installed, kind, policy }: Computer): 'online' | 'offline' | 'notInstalled' | 'disabled' {
  if (policy.disabled) return 'disabled';
  if (!online) return 'offline';
  return installed === false && kind === 'enrolled' ? 'notInstalled' : 'online';
}

function Limits({ computer }: { computer: Computer }) {
  const { t } = useTranslation();
  const { online, desktopLimit, outdated, endingFailed, unlockFailed } = computer;
  // It may stand open, online or not.
  const left =
    endingFailed === null ? null : (
      <span className="nh-small computer-problem">{t(`computers.endingFailed.${endingFailed}`)}</span>
    );
  if (!online) return left;
  const notes = [
    ...(unlockFailed === null ? [] : [t('computers.unlock.notUnlocked')]),
    ...(outdated ? [t('computers.outdated')] : []),
    ...(stateOf(computer) === 'notInstalled' ? [t('computers.notInstalledHint')] : []),
    ...(desktopLimit === 'noDesktop' || desktopLimit === 'wayland' ? [t(`computers.limits.${desktopLimit}`)] : []),
  ];
  return (
    <>
      {left}
      {notes.map((note) => (
        <span key={note} className="nh-small nh-muted">
          {note}
        </span>
      ))}
    </>
  );
}

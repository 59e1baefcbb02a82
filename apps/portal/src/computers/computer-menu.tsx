// What can be done with one computer besides connecting. Nothing of it: no menu.
import { ActionIcon, Menu } from '@mantine/core';
import type { Computer } from '@nearhand/protocol';
import { IconDots, IconPlaylistX, IconSettings, IconUserShare } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRight } from '../member/member.ts';
import { computerName } from './computer-name.ts';

interface ComputerMenuProps {
  computer: Computer;
  onShare: () => void;
  onSettings: () => void;
  onGiveUp: () => void;
}

export function ComputerMenu({ computer, onShare, onSettings, onGiveUp }: ComputerMenuProps) {
  const { t } = useTranslation();
  const isReceived = computer.sharedBy !== null;
  const mayShare = useRight('computers.share') && !isReceived;
  const mayEdit = useRight('computers.edit') && !isReceived;
  const button = useRef<HTMLButtonElement>(null);
  // The window gives the focus back to what had it: the item will be gone.
  const leadingTo = (open: () => void) => () => {
    button.current?.focus();
    open();
  };
  if (!(mayShare || mayEdit || isReceived)) return <span />;
  return (
    <Menu position="bottom-end" width={220} offset={6}>
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          size={40}
          className="quiet-icon"
          aria-label={t('computers.more', { name: computerName(computer, t) })}
        >
          <IconDots size={20} stroke={1.8} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayShare ? (
          <Menu.Item
            leftSection={<IconUserShare size={18} stroke={1.7} aria-hidden="true" />}
            onClick={leadingTo(onShare)}
          >
            {t('sharing.open')}
          </Menu.Item>
        ) : null}
        {mayEdit ? (
          <Menu.Item
            leftSection={<IconSettings size={18} stroke={1.7} aria-hidden="true" />}
            onClick={leadingTo(onSettings)}
          >
            {t('computers.settings.open')}
          </Menu.Item>
        ) : null}
        {isReceived ? (
          <Menu.Item
            leftSection={<IconPlaylistX size={18} stroke={1.7} aria-hidden="true" />}
            onClick={leadingTo(onGiveUp)}
          >
            {t('sharing.giveUp')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

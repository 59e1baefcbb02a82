// Help: the guided tour again, and the pages a technician may have to tell a customer about.
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDownload, IconHelp, IconKeyboard, IconMap2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTour } from '../tour/use-tour.ts';

const menuIcon = { size: 18, stroke: 1.7, 'aria-hidden': true } as const;
const ownWindow = { component: 'a', target: '_blank', rel: 'noopener' } as const;

export function HelpMenu() {
  const { t } = useTranslation();
  const { take } = useTour();
  return (
    <Menu position="bottom-end" width={264} offset={8}>
      <Menu.Target>
        <UnstyledButton className="bell" data-tour="help">
          <IconHelp size={21} stroke={1.7} aria-hidden="true" />
          <span className="nh-hidden">{t('tour.helpMenu')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconMap2 {...menuIcon} />} onClick={take}>
          {t('tour.take')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard {...menuIcon} />} {...ownWindow} href="/join">
          {t('tour.joinPage')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload {...menuIcon} />} {...ownWindow} href="/download">
          {t('tour.downloadPage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

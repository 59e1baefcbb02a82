// The words to compare, and what is known of this connection.
import { Popover, UnstyledButton } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ComputerLoad } from './computer-load.tsx';
import { useFormat, useNow } from '../i18n/format.ts';
import type { RemoteScreen, RemoteScreenView } from './remote-screen.ts';

interface ConnectionInformationProps {
  screen: RemoteScreen;
  view: RemoteScreenView;
}

export function ConnectionInformation({ screen, view }: ConnectionInformationProps) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" width={340} radius="lg" shadow="md" trapFocus>
      <Popover.Target>
        <UnstyledButton className="connection-words">
          <span className="nh-hidden">{t('connection.action.information')} </span>
          <IconShieldCheck size={19} stroke={1.7} aria-hidden="true" />
          <span className="nh-ellipsis">{view.words?.join(' ') ?? ''}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('connection.action.information')} tabIndex={-1}>
        <Information screen={screen} view={view} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Information({ screen, view }: ConnectionInformationProps) {
  const { t } = useTranslation();
  const format = useFormat();
  useNow(1000);
  const roundTripMs = screen.roundTripMs;
  return (
    <div className="information" data-autofocus tabIndex={-1}>
      <p className="information-lead">
        <IconShieldCheck size={18} stroke={1.8} aria-hidden="true" />
        {t('connection.info.encrypted')}
      </p>
      {view.words === null ? null : (
        <div className="information-words">
          <span className="nh-small nh-muted">{t('connection.words.label')}</span>
          <strong>{view.words.join(' ')}</strong>
          <span className="nh-small nh-muted">{t('connection.words.text')}</span>
        </div>
      )}
      <dl>
        <dt>{t('connection.info.computer')}</dt>
        <dd>{view.computerName}</dd>
        <dt>{t('connection.info.system')}</dt>
        <dd>{view.systemName}</dd>
        <dt>{t('connection.info.permissions')}</dt>
        <dd className="nh-sentence">
          {format.listOf(view.permissions.map((permission) => t(`support.permission.${permission}`)))}
        </dd>
        <dt>{t('connection.info.participants')}</dt>
        <dd>{format.listOf(view.participants.map(({ name }) => name))}</dd>
        {roundTripMs === null ? null : (
          <>
            <dt>{t('connection.info.roundTrip')}</dt>
            <dd className="nh-numbers">
              {t('connection.info.milliseconds', { value: format.number(Math.round(roundTripMs)) })}
            </dd>
          </>
        )}
      </dl>
      {view.state.kind === 'active' ? <ComputerLoad screen={screen} load={view.load} /> : null}
      <p className="nh-small nh-muted">{t('connection.leaveKeyboard')}</p>
    </div>
  );
}

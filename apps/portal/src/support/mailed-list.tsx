// To whom the invitation was mailed, and what became of it.
import { Button } from '@mantine/core';
import type { MailedInvitation, MailState } from '@nearhand/protocol';
import { IconAlertTriangle, IconClock, IconInbox, IconMailCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../i18n/format.ts';

const looks = {
  sent: { Icon: IconMailCheck, tone: 'ready' },
  waiting: { Icon: IconClock, tone: 'idle' },
  failed: { Icon: IconAlertTriangle, tone: 'trouble' },
  kept: { Icon: IconInbox, tone: 'attention' },
} as const satisfies Record<MailState, { Icon: typeof IconClock; tone: string }>;

interface MailedListProps {
  mails: readonly MailedInvitation[];
  onAgain: (mail: MailedInvitation) => void;
}

export function MailedList({ mails, onAgain }: MailedListProps) {
  const { t } = useTranslation();
  return (
    <ul className="mailed" aria-label={t('mailing.list')}>
      {mails.map((mail) => (
        <Mailed key={mail.id} mail={mail} onAgain={onAgain} />
      ))}
    </ul>
  );
}

function Mailed({ mail, onAgain }: { mail: MailedInvitation; onAgain: MailedListProps['onAgain'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const { Icon, tone } = looks[mail.state];
  const when = format.dateTime(mail.at, nowMs);
  return (
    <li className="mailed-row" data-tone={tone}>
      <Icon size={20} stroke={1.7} aria-hidden="true" />
      <span className="mailed-text">
        <span className="mailed-to">{mail.email}</span>
        <span className="nh-small nh-muted">{t(`mailing.state.${mail.state}`, { when, name: mail.by })}</span>
        {mail.state === 'failed' || mail.state === 'kept' ? (
          <span className="nh-small mailed-hint">{t(`mailing.hint.${mail.state}`)}</span>
        ) : null}
      </span>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t('mailing.againNamed', { email: mail.email })}
        onClick={() => onAgain(mail)}
      >
        {t('mailing.again')}
      </Button>
    </li>
  );
}

// The part of the invitation window for e-mail: what was sent and what became of it, and sending.
import { Button, SegmentedControl } from '@mantine/core';
import type { Locale, MailedInvitation, SupportRequest } from '@nearhand/protocol';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requestMailsQuery } from '../api/request-mails.ts';
import { pickLocale } from '../i18n/i18n.ts';
import { useRight } from '../member/member.ts';
import { FailureNote } from '../shell/notes.tsx';
import { MailForm } from './mail-form.tsx';
import { MailedList } from './mailed-list.tsx';
import { OwnMail } from './own-mail.tsx';

interface InviteByMailProps {
  request: SupportRequest;
  /** There is nothing else in the window. */
  alone: boolean;
}

interface Wanted {
  readonly email: string;
  readonly locale: Locale;
}

export function InviteByMail({ request, alone }: InviteByMailProps) {
  const { t, i18n } = useTranslation();
  const sent = useQuery(requestMailsQuery(request.id));
  const head = useId();
  const opener = useRef<HTMLButtonElement>(null);
  /** Null: as it suits. */
  const [opened, setOpened] = useState<boolean | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [said, setSaid] = useState('');
  const mails = sent.data?.mails ?? [];
  const isOpen = opened ?? (sent.isSuccess && mails.length === 0 && (alone || request.customerEmail !== null));
  const first = { email: request.customerEmail ?? '', locale: pickLocale([i18n.language]) };

  const again = ({ email, locale }: MailedInvitation) => {
    setWanted({ email, locale });
    setOpened(true);
  };
  const close = () => {
    setOpened(false);
    setWanted(null);
    opener.current?.focus();
  };
  const done = (email: string, sends: boolean) => {
    setSaid(t(sends ? 'mailing.onItsWay' : 'mailing.isKept', { email }));
    close();
  };

  return (
    <section className="invite-mail" aria-labelledby={head}>
      <div className="invite-mail-head">
        <h3 id={head}>{t('mailing.title')}</h3>
        <Button
          ref={opener}
          variant="default"
          size="compact-md"
          aria-expanded={isOpen}
          onClick={() => {
            setWanted(null);
            setOpened(!isOpen);
          }}
        >
          {t('mailing.write')}
        </Button>
      </div>
      {sent.isError && sent.data === undefined ? (
        <FailureNote error={sent.error} onRetry={() => void sent.refetch()} />
      ) : null}
      <output className="nh-hidden">{said}</output>
      {mails.length === 0 ? null : <MailedList mails={mails} onAgain={again} />}
      {isOpen ? (
        <Ways
          key={`${wanted?.email} ${wanted?.locale}`}
          requestId={request.id}
          first={wanted ?? first}
          focusFirst={opened === true}
          sends={sent.data?.sends ?? true}
          onDone={done}
          onCancel={close}
        />
      ) : null}
    </section>
  );
}

interface WaysProps {
  requestId: string;
  first: Wanted;
  sends: boolean;
  focusFirst: boolean;
  onDone: (email: string, sends: boolean) => void;
  onCancel: () => void;
}

/** Through the server, or in one's own mail program where one may see what it would hold. */
function Ways({ requestId, first, focusFirst, ...server }: WaysProps) {
  const { t } = useTranslation();
  const byLink = useRight('requests.inviteLink');
  const byCode = useRight('requests.inviteCode');
  /** Null: as it begins. */
  const [chosen, setWay] = useState<string | null>(null);
  const way = chosen ?? 'server';
  return (
    <div className="invite-mail-ways">
      {byLink || byCode ? (
        <SegmentedControl
          fullWidth
          aria-label={t('mailing.way')}
          value={way}
          onChange={setWay}
          data={[
            { value: 'server', label: t('mailing.byServer') },
            { value: 'own', label: t('mailing.byOwn') },
          ]}
        />
      ) : null}
      {way === 'server' ? (
        <MailForm requestId={requestId} first={first} focusFirst={focusFirst && chosen === null} {...server} />
      ) : (
        <OwnMail requestId={requestId} first={first} />
      )}
    </div>
  );
}

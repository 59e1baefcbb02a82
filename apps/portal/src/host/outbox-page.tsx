// The server's mails, for whoever runs it.
import { Skeleton } from '@mantine/core';
import type { MailSummary } from '@nearhand/protocol';
import { IconInbox, IconMail } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mailListQuery, mailSettingsQuery } from '../api/queries.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { MailWindow } from './mail-window.tsx';
import './outbox.css';

export function OutboxPage() {
  const { t } = useTranslation();
  usePageTitle(t('host.outbox'));
  return (
    <>
      <Way />
      <MailList />
    </>
  );
}

/** How mails leave, or that they do not. */
function Way() {
  const { t } = useTranslation();
  const settings = useQuery(mailSettingsQuery);
  if (settings.data === undefined) return null;
  const { smtp, from } = settings.data;
  return (
    <p className="outbox-way">
      {smtp === null
        ? t('host.keeps')
        : t('host.sendsBy', { server: `${smtp.host}:${smtp.port}`, from: `${from.name} <${from.address}>` })}{' '}
      <Link to="/host/settings" className="nh-link">
        {t('host.toSettings')}
      </Link>
    </p>
  );
}

function MailList() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(mailListQuery);
  const [opened, setOpened] = useState<string | null>(null);
  if (list.isPending) {
    return (
      <Loading className="mails">
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} height={64} radius="md" mb={8} />
        ))}
      </Loading>
    );
  }
  if (list.data === undefined) return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  const mails = list.data.pages.flatMap((page) => page.mails);
  if (mails.length === 0) return <EmptyNote icon={IconInbox} title={t('host.emptyTitle')} text={t('host.emptyText')} />;
  return (
    <>
      <ul className="mails" aria-label={t('host.list')}>
        {mails.map((mail) => (
          <MailRow key={mail.id} mail={mail} onOpen={() => setOpened(mail.id)} />
        ))}
      </ul>
      <LoadMore list={list} />
      <MailWindow id={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function MailRow({ mail, onOpen }: { mail: MailSummary; onOpen: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const nowMs = useNow();
  const { subject, recipient, state, tries, nextTryAt } = mail;
  return (
    <li>
      <button type="button" className="mail" onClick={onOpen}>
        <IconMail size={20} stroke={1.6} aria-hidden="true" className="mail-icon" />
        <span className="mail-text">
          <span className="mail-subject">{subject}</span>
          <span className="nh-small nh-muted">{t('host.to', { recipient })}</span>
          {mail.lastError === null ? null : (
            <span className="nh-small mail-reason">
              {t('host.tries', { count: tries })}: {mail.lastError}
            </span>
          )}
          {nextTryAt === null || tries === 0 ? null : (
            <span className="nh-small nh-muted">{t('host.nextTry', { when: dateTime(nextTryAt, nowMs) })}</span>
          )}
        </span>
        <span className="mail-side">
          <span className="mail-state" data-state={state}>
            {t(`host.states.${state}`)}
          </span>
          <span className="nh-small nh-muted nh-numbers">{dateTime(mail.createdAt, nowMs)}</span>
        </span>
      </button>
    </li>
  );
}

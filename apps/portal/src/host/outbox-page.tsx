// The server's mails, for whoever runs it: how they leave, a test, and the list.
import { Button, Skeleton } from '@mantine/core';
import type { MailSummary, MailTest } from '@nearhand/protocol';
import { IconAlertCircle, IconCheck, IconInbox, IconMail, IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { mailListQuery, mailSettingsQuery, queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useFormat, useNow } from '../i18n/format.ts';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { MailWindow } from './mail-window.tsx';
import './outbox.css';

export function OutboxPage() {
  const { t } = useTranslation();
  usePageTitle(t('host.outbox'));
  return (
    <div className="page outbox">
      <div className="page-head">
        <div>
          <h1>{t('host.outbox')}</h1>
          <p>{t('host.lead')}</p>
        </div>
      </div>
      <Sending />
      <MailList />
    </div>
  );
}

function Sending() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const settings = useQuery(mailSettingsQuery);
  const test = useMutation({
    mutationFn: api.testMail,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.mails }),
  });
  const smtp = settings.data?.smtp ?? null;
  return (
    <section className="outbox-sending" aria-label={t('host.test')}>
      {settings.data === undefined ? null : (
        <p>
          {smtp === null
            ? t('host.keeps')
            : t('host.sendsBy', { server: `${smtp.host}:${smtp.port}`, from: settings.data.from })}
        </p>
      )}
      <Button
        variant="default"
        leftSection={<IconSend size={17} stroke={1.7} aria-hidden="true" />}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        {t('host.test')}
      </Button>
      <output className="outbox-result">
        {test.data === undefined || test.isPending ? null : <TestResult result={test.data} />}
      </output>
      <FormError error={test.error} />
    </section>
  );
}

function TestResult({ result }: { result: MailTest }) {
  const { t } = useTranslation();
  const { recipient } = result;
  if (result.outcome === 'failed') {
    return (
      <div className="form-error">
        <IconAlertCircle size={18} stroke={1.8} aria-hidden="true" />
        <div>
          <p>{t('host.testFailed', { recipient })}</p>
          <p className="outbox-reason">{result.error}</p>
        </div>
      </div>
    );
  }
  return (
    <p className="outbox-good">
      <IconCheck size={18} aria-hidden="true" />
      {result.outcome === 'sent' ? t('host.testSent', { recipient }) : t('host.testKept', { recipient })}
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
      {list.hasNextPage ? (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('action.loadMore')}
        </Button>
      ) : null}
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
            <span className="nh-small outbox-reason">
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

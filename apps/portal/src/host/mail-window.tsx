// One mail as it would be sent: its head, and its body as HTML (in a frame without scripts or links that lead anywhere) or
// as text.
import { Button, SegmentedControl } from '@mantine/core';
import type { MailDetail } from '@nearhand/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mailQuery } from '../api/queries.ts';
import { useFormat } from '../i18n/format.ts';
import { Dialog } from '../shell/dialog.tsx';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';

export function MailWindow({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const mail = useQuery({ ...mailQuery(id ?? ''), enabled: id !== null });
  return (
    <Dialog opened={id !== null} onClose={onClose} size={680} title={mail.data?.subject ?? t('page.loading')}>
      {mail.data !== undefined ? (
        <Mail mail={mail.data} onClose={onClose} />
      ) : mail.isError ? (
        <FailureNote error={mail.error} onRetry={() => void mail.refetch()} />
      ) : (
        <Loading className="loading" />
      )}
    </Dialog>
  );
}

function Mail({ mail, onClose }: { mail: MailDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { fullDateTime } = useFormat();
  return (
    <>
      <dl className="mail-head">
        <dt>{t('host.headFrom')}</dt>
        <dd>{mail.from}</dd>
        <dt>{t('host.headTo')}</dt>
        <dd>{mail.recipient}</dd>
        {mail.replyTo === null ? null : (
          <>
            <dt>{t('host.headReplyTo')}</dt>
            <dd>{mail.replyTo}</dd>
          </>
        )}
        <dt>{t('host.headDate')}</dt>
        <dd>{fullDateTime(mail.createdAt)}</dd>
        {mail.lastError === null ? null : (
          <>
            <dt>{t('host.headReason')}</dt>
            <dd className="mail-reason">{mail.lastError}</dd>
          </>
        )}
      </dl>
      {mail.content === null ? (
        <p className="nh-muted">{t('host.noContent')}</p>
      ) : (
        <MailBody content={mail.content} subject={mail.subject} locale={mail.locale} />
      )}
      {/* Tab out of a frame that is the last of a window leaves the window. */}
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </>
  );
}

interface MailBodyProps {
  content: NonNullable<MailDetail['content']>;
  subject: string;
  locale: string;
}

function MailBody({ content, subject, locale }: MailBodyProps) {
  const { t } = useTranslation();
  const [view, setView] = useState('html');
  return (
    <>
      <SegmentedControl
        value={view}
        onChange={setView}
        aria-label={t('host.view')}
        data={[
          { value: 'html', label: t('host.asHtml') },
          { value: 'text', label: t('host.asText') },
        ]}
      />
      {view === 'html' ? (
        <iframe className="mail-frame" title={subject} sandbox="" srcDoc={content.html} />
      ) : (
        <textarea className="mail-plain" lang={locale} readOnly aria-label={t('host.asText')} value={content.text} />
      )}
    </>
  );
}

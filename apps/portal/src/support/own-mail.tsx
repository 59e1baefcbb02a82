// The invitation in one's own mail program, with its text filled in. Nothing goes through the server.
import { Button, TextInput, Textarea } from '@mantine/core';
import { type Locale, localeSchema } from '@nearhand/protocol';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invitationDraftQuery } from '../api/request-mails.ts';
import { FailureNote } from '../shell/notes.tsx';
import { CopyButton } from './copy-button.tsx';
import { mailtoLink, optionalEmailSchema } from './mail-address.ts';
import { MailLanguageField } from './mail-language-field.tsx';

interface OwnMailProps {
  requestId: string;
  first: { readonly email: string; readonly locale: Locale };
}

export function OwnMail({ requestId, first }: OwnMailProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(first.email);
  const [locale, setLocale] = useState(first.locale);
  const draft = useQuery({ ...invitationDraftQuery(requestId, locale), placeholderData: (before) => before });
  const to = optionalEmailSchema.safeParse(email);
  if (draft.isError && draft.data === undefined) {
    return <FailureNote error={draft.error} onRetry={() => void draft.refetch()} />;
  }
  const isReady = draft.data !== undefined && !draft.isPlaceholderData && to.success;
  return (
    <div className="form">
      <div className="invite-mail-pair">
        <TextInput
          type="email"
          label={t('mailing.email')}
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={to.success ? undefined : t('field.email')}
        />
        <MailLanguageField
          value={locale}
          onChange={(event) => setLocale(localeSchema.parse(event.currentTarget.value))}
        />
      </div>
      <Textarea label={t('mailing.draft')} lang={locale} readOnly rows={7} value={draft.data?.text ?? ''} />
      <div className="form-actions">
        <CopyButton text={draft.data?.text ?? ''} description={t('mailing.copyDraft')} variant="default" />
        {isReady ? (
          <Button component="a" href={mailtoLink(to.data ?? '', draft.data)} rightSection={<Away />}>
            {t('mailing.openOwn')}
          </Button>
        ) : (
          <Button disabled rightSection={<Away />}>
            {t('mailing.openOwn')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Away() {
  return <IconExternalLink size={17} stroke={1.8} aria-hidden="true" />;
}

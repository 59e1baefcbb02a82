// Mailing the invitation through the server: to whom, in which language, with a few words.
import { TextInput, Textarea } from '@mantine/core';
import { type Locale, localeSchema, mailInvitationSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/queries.ts';
import { mailInvitation, requestMailsQuery } from '../api/request-mails.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { pushData } from '../live/push.ts';
import { MailLanguageField } from './mail-language-field.tsx';

interface MailFormProps {
  requestId: string;
  first: { readonly email: string; readonly locale: Locale };
  /** False: mails are kept on the server. */
  sends: boolean;
  /** Somebody asked for it just now. */
  focusFirst: boolean;
  onDone: (email: string, sends: boolean) => void;
  onCancel: () => void;
}

export function MailForm({ requestId, first, sends, focusFirst, onDone, onCancel }: MailFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({
    initial: { email: first.email, locale: String(first.locale), note: '' },
    focusFirst,
    schema: mailInvitationSchema,
    send: async ({ email, locale, note }) => {
      const list = await mailInvitation(requestId, { email, note, locale: localeSchema.parse(locale) });
      pushData(client, requestMailsQuery(requestId).queryKey, () => list);
      void client.invalidateQueries({ queryKey: queryKeys.timeline(requestId) });
      onDone(email.trim(), list.sends);
    },
  });
  return (
    <form className="form" {...form.formProps}>
      {sends ? null : <p className="invite-only-here">{t('mailing.keeps')}</p>}
      <div className="invite-mail-pair">
        <TextInput type="email" label={t('mailing.email')} autoComplete="off" {...form.field('email')} />
        <MailLanguageField {...form.field('locale')} />
      </div>
      <Textarea label={t('mailing.note')} description={t('mailing.noteHint')} rows={2} {...form.field('note')} />
      <FormActions sending={form.sending} submitLabel={t('mailing.send')} onCancel={onCancel} />
    </form>
  );
}

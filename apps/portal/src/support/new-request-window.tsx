// Creating a request: whom it is for, what to remember, what to ask for.
import { Switch } from '@mantine/core';
import { emailSchema, localeSchema, newRequestSchema } from '@nearhand/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api/api.ts';
import { invitationQuery, queryKeys, requestQuery } from '../api/queries.ts';
import { queuesQuery } from '../api/rights.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { pickLocale } from '../i18n/i18n.ts';
import { applyHubMessage } from '../live/apply.ts';
import { useRight } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';
import { AskedPermissions, useAskable } from './asked-permissions.tsx';
import { optionalEmailSchema } from './mail-address.ts';
import { MailLanguageField } from './mail-language-field.tsx';
import { QueueField } from './queue-field.tsx';
import { RequestFields } from './request-fields.tsx';

interface NewRequestWindowProps {
  opened: boolean;
  onClose: () => void;
  onCreated: (requestId: string) => void;
}

export function NewRequestWindow({ opened, onClose, onCreated }: NewRequestWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('support.create.title')}>
      <NewRequestForm onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

const formSchema = z.object({
  customer: newRequestSchema.shape.customer,
  comments: newRequestSchema.shape.comments,
  customerEmail: optionalEmailSchema,
  locale: localeSchema,
});

function NewRequestForm({ onClose, onCreated }: Omit<NewRequestWindowProps, 'opened'>) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [permissions, setPermissions] = useState(useAskable());
  const queues = useQuery(queuesQuery).data ?? [];
  const mayPrivate = useRight('requests.private');
  const mayMail = useRight('requests.inviteEmail');
  const [sendNow, setSendNow] = useState(false);
  const [chosenQueue, setQueue] = useState<string | null>(null);
  const queueId = chosenQueue ?? (mayPrivate ? null : (queues[0]?.id ?? null));

  const form = useForm({
    initial: { customer: '', customerEmail: '', comments: '', locale: String(pickLocale([i18n.language])) },
    schema: formSchema.extend({ customerEmail: sendNow ? emailSchema : optionalEmailSchema }),
    send: async (values) => {
      const { locale, ...written } = formSchema.parse(values);
      const { request, invitation } = await api.createRequest({
        ...written,
        mail: sendNow ? { locale } : null,
        queueId,
        permissions,
      });
      queryClient.setQueryData(requestQuery(request.id).queryKey, request);
      if (invitation !== null) queryClient.setQueryData(invitationQuery(request.id).queryKey, invitation);
      applyHubMessage(queryClient, { type: 'request.changed', request });
      void queryClient.invalidateQueries({ queryKey: queryKeys.requestLists });
      onCreated(request.id);
    },
  });

  return (
    <form className="form" {...form.formProps}>
      <RequestFields
        field={form.field}
        afterEmail={
          mayMail ? (
            <>
              <Switch
                label={t('support.create.sendNow')}
                checked={sendNow}
                onChange={(event) => setSendNow(event.currentTarget.checked)}
              />
              {sendNow ? <MailLanguageField {...form.field('locale')} /> : null}
            </>
          ) : null
        }
      />
      {queues.length === 0 ? null : (
        <QueueField description={t('support.place.queueHint')} queues={queues} value={queueId} onChange={setQueue} />
      )}
      {mayPrivate || queues.length > 0 ? null : <p className="nh-muted">{t('support.place.noQueue')}</p>}
      <AskedPermissions chosen={permissions} onChange={setPermissions} />
      <FormActions sending={form.sending} submitLabel={t('support.create.submit')} onCancel={onClose} />
    </form>
  );
}

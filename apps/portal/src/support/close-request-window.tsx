// Closing a request, after saying what that does.
import { Textarea } from '@mantine/core';
import { type SupportRequest, closeRequestSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';

interface CloseRequestWindowProps {
  request: SupportRequest;
  opened: boolean;
  onClose: () => void;
}

export function CloseRequestWindow({ request, opened, onClose }: CloseRequestWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('support.close.title')}>
      <CloseRequestForm request={request} onClose={onClose} />
    </Dialog>
  );
}

function CloseRequestForm({ request, onClose }: Omit<CloseRequestWindowProps, 'opened'>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { note: '' },
    schema: closeRequestSchema,
    send: async ({ note }) => {
      await api.closeRequest(request.id, note);
      await queryClient.invalidateQueries({ queryKey: queryKeys.requests });
      onClose();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <p className="nh-muted">
        {request.participants.length > 0 ? t('support.close.textConnected') : t('support.close.text')}
      </p>
      <Textarea
        label={t('support.close.note')}
        description={t('support.close.noteHint')}
        rows={4}
        data-autofocus
        {...form.field('note')}
      />
      <FormActions sending={form.sending} submitLabel={t('support.close.submit')} dangerous onCancel={onClose} />
    </form>
  );
}

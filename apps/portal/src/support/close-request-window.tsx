// Closing a request, after saying what that does.
import { Button, Modal, Textarea } from '@mantine/core';
import { type SupportRequest, closeRequestSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';

interface CloseRequestWindowProps {
  request: SupportRequest;
  opened: boolean;
  onClose: () => void;
}

export function CloseRequestWindow({ request, opened, onClose }: CloseRequestWindowProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('support.close.title')}
      size={480}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <CloseRequestForm request={request} onClose={onClose} />
    </Modal>
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
      <FormError error={form.sending.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" color="red" loading={form.sending.isPending}>
          {t('support.close.submit')}
        </Button>
      </div>
    </form>
  );
}

// Changing what a request says: customer and comments.
import { Button, Modal, TextInput, Textarea } from '@mantine/core';
import { type SupportRequest, editRequestSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';

interface EditRequestWindowProps {
  request: SupportRequest;
  opened: boolean;
  onClose: () => void;
}

export function EditRequestWindow({ request, opened, onClose }: EditRequestWindowProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('support.edit.title')}
      size={480}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <EditRequestForm request={request} onClose={onClose} />
    </Modal>
  );
}

function EditRequestForm({ request, onClose }: Omit<EditRequestWindowProps, 'opened'>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { customer: request.customer, comments: request.comments },
    schema: editRequestSchema,
    send: async (values) => {
      await api.editRequest(request.id, values);
      await queryClient.invalidateQueries({ queryKey: queryKeys.requests });
      onClose();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput
        label={t('support.create.customer')}
        description={t('support.create.customerHint')}
        autoComplete="off"
        data-autofocus
        {...form.field('customer')}
      />
      <Textarea
        label={t('support.create.comments')}
        description={t('support.create.commentsHint')}
        rows={5}
        {...form.field('comments')}
      />
      <FormError error={form.sending.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={form.sending.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

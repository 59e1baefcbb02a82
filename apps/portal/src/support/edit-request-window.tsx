// Changing what a request says: customer, address, comments.
import { type SupportRequest, editRequestSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { optionalEmailSchema } from './mail-address.ts';
import { RequestFields } from './request-fields.tsx';

interface EditRequestWindowProps {
  request: SupportRequest;
  opened: boolean;
  onClose: () => void;
}

export function EditRequestWindow({ request, opened, onClose }: EditRequestWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('support.edit.title')}>
      <EditRequestForm request={request} onClose={onClose} />
    </Dialog>
  );
}

const formSchema = editRequestSchema.required().extend({ customerEmail: optionalEmailSchema });

function EditRequestForm({ request, onClose }: Omit<EditRequestWindowProps, 'opened'>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initial: {
      customer: request.customer,
      customerEmail: request.customerEmail ?? '',
      comments: request.comments,
    },
    schema: formSchema,
    send: async (values) => {
      await api.editRequest(request.id, formSchema.parse(values));
      await queryClient.invalidateQueries({ queryKey: queryKeys.requests });
      onClose();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <RequestFields field={form.field} />
      <FormActions sending={form.sending} submitLabel={t('action.save')} onCancel={onClose} />
    </form>
  );
}

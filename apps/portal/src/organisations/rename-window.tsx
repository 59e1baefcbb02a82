// Giving the organisation of this page another name.
import { TextInput } from '@mantine/core';
import { newOrganisationSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organisationsApi, organisationsQuery } from '../api/organisations.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';

export function RenameWindow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { name } = useMe().organisation;
  return (
    <Dialog opened={opened} onClose={onClose} title={t('organisations.renaming.title', { name })}>
      <RenameForm name={name} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { name },
    schema: newOrganisationSchema,
    focusFirst: true,
    send: async (values) => {
      await organisationsApi.rename(values.name);
      void queryClient.invalidateQueries({ queryKey: queryKeys.me });
      void queryClient.invalidateQueries({ queryKey: organisationsQuery.queryKey });
      onClose();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput
        label={t('organisations.name')}
        description={t('organisations.renaming.hint')}
        autoComplete="organization"
        {...form.field('name')}
      />
      <FormActions sending={form.sending} submitLabel={t('action.save')} onCancel={onClose} />
    </form>
  );
}

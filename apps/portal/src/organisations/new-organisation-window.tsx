// Founding a further organisation.
import { TextInput } from '@mantine/core';
import { newOrganisationSchema } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { organisationsApi } from '../api/organisations.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { startPath } from '../sign-in/return-path.ts';

export function NewOrganisationWindow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('organisations.create')}>
      <NewOrganisationForm onCancel={onClose} />
    </Dialog>
  );
}

function NewOrganisationForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    initial: { name: '' },
    schema: newOrganisationSchema,
    send: async ({ name }) => {
      await organisationsApi.create(name);
      window.location.assign(startPath);
    },
  });
  const { error, isPending, isSuccess } = form.sending;
  return (
    <form className="form" {...form.formProps}>
      <TextInput
        label={t('organisations.name')}
        description={t('setup.organisationHint')}
        data-autofocus
        autoComplete="organization"
        {...form.field('name')}
      />
      <p className="nh-muted">{t('organisations.createHint')}</p>
      <FormActions
        sending={{ error, isPending: isPending || isSuccess }}
        submitLabel={t('organisations.createSubmit')}
        onCancel={onCancel}
      />
    </form>
  );
}

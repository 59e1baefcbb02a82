// Making or changing an own role: its name and what it may do.
import { TextInput } from '@mantine/core';
import { type RoleView, newRoleSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rightsApi } from '../api/rights.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { RightsField } from './rights-field.tsx';

interface RoleWindowProps {
  /** Null: closed. */
  editing: RoleView | 'new' | null;
  onClose: () => void;
}

export function RoleWindow({ editing, onClose }: RoleWindowProps) {
  const { t } = useTranslation();
  const title = editing === 'new' ? t('rights.roles.create') : t('rights.roles.edit');
  return (
    <Dialog opened={editing !== null} onClose={onClose} title={title} size={560}>
      {editing === null ? null : <RoleForm role={editing === 'new' ? null : editing} onClose={onClose} />}
    </Dialog>
  );
}

function RoleForm({ role, onClose }: { role: RoleView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(role?.rights ?? []);
  const form = useForm({
    initial: { name: role?.name ?? '' },
    schema: newRoleSchema.pick({ name: true }),
    send: async ({ name }) => {
      await rightsApi.saveRole(role?.id ?? null, { name, rights: chosen });
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput
        label={t('rights.name')}
        description={t('rights.roles.nameHint')}
        autoComplete="off"
        data-autofocus
        {...form.field('name')}
      />
      <RightsField label={t('rights.roles.rights')} chosen={chosen} onChange={setChosen} />
      <FormActions sending={form.sending} submitLabel={t('rights.save')} onCancel={onClose} />
    </form>
  );
}

// The window in which a member changes the password, or chooses one where the account has none.
import { Checkbox } from '@mantine/core';
import { newPasswordSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { proofIn } from '../api/own-proof.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../member/member.ts';
import { NewPasswordField } from '../password/new-password-field.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { ProofFields, emptyProof, proofFieldsSchema } from './proof-fields.tsx';

interface ChangePasswordWindowProps {
  opened: boolean;
  onClose: () => void;
  onChanged: () => void;
}

export function ChangePasswordWindow({ opened, onClose, onChanged }: ChangePasswordWindowProps) {
  const { t } = useTranslation();
  const { hasPassword } = useMe();
  return (
    <Dialog opened={opened} onClose={onClose} title={t(hasPassword ? 'password.change' : 'password.choose')}>
      <ChangePasswordForm onClose={onClose} onChanged={onChanged} />
    </Dialog>
  );
}

function ChangePasswordForm({ onClose, onChanged }: Omit<ChangePasswordWindowProps, 'opened'>) {
  const { t } = useTranslation();
  const me = useMe();
  const { member, organisation } = me;
  const queryClient = useQueryClient();
  const [signOutOthers, setSignOutOthers] = useState(true);
  const form = useForm({
    initial: { ...emptyProof, newPassword: '' },
    schema: proofFieldsSchema(me).extend({ newPassword: newPasswordSchema }),
    focusFirst: true,
    send: async ({ newPassword, ...proof }) => {
      await api.changePassword({ ...proofIn(proof), newPassword, signOutOthers });
      await queryClient.invalidateQueries({ queryKey: queryKeys.signIns });
      await queryClient.invalidateQueries({ queryKey: queryKeys.me });
      onChanged();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <ProofFields me={me} field={form.field} />
      <NewPasswordField field={form.field('newPassword')} known={[member.name, member.email, organisation.name]} />
      <Checkbox
        checked={signOutOthers}
        onChange={(event) => setSignOutOthers(event.currentTarget.checked)}
        label={t('password.signOutOthers')}
        description={t('password.signOutOthersHint')}
      />
      <FormActions sending={form.sending} submitLabel={t('action.save')} onCancel={onClose} />
    </form>
  );
}

// The window in which a member changes the password.
import { Checkbox, PasswordInput } from '@mantine/core';
import { currentPasswordSchema, newPasswordSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../member/member.ts';
import { NewPasswordField } from '../password/new-password-field.tsx';
import { Dialog } from '../shell/dialog.tsx';

const formSchema = z.object({ currentPassword: currentPasswordSchema, newPassword: newPasswordSchema });

interface ChangePasswordWindowProps {
  opened: boolean;
  onClose: () => void;
  onChanged: () => void;
}

export function ChangePasswordWindow({ opened, onClose, onChanged }: ChangePasswordWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('password.change')}>
      <ChangePasswordForm onClose={onClose} onChanged={onChanged} />
    </Dialog>
  );
}

function ChangePasswordForm({ onClose, onChanged }: Omit<ChangePasswordWindowProps, 'opened'>) {
  const { t } = useTranslation();
  const { member, organisation } = useMe();
  const queryClient = useQueryClient();
  const [signOutOthers, setSignOutOthers] = useState(true);
  const form = useForm({
    initial: { currentPassword: '', newPassword: '' },
    schema: formSchema,
    focusFirst: true,
    send: async ({ currentPassword, newPassword }) => {
      await api.changePassword({ currentPassword, newPassword, signOutOthers });
      await queryClient.invalidateQueries({ queryKey: queryKeys.signIns });
      onChanged();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={member.email} readOnly hidden />
      <PasswordInput
        label={t('password.current')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0, 'aria-hidden': false }}
        {...form.field('currentPassword')}
      />
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

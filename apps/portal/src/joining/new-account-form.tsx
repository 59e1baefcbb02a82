// Making the account with which an invited person joins, and signing in with it.
import { Button, TextInput } from '@mantine/core';
import { joinAsNewMemberSchema } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { memberInvitationsApi } from '../api/member-invitations.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { pickLocale } from '../i18n/i18n.ts';
import { NewPasswordField } from '../password/new-password-field.tsx';
import { startPath } from '../sign-in/return-path.ts';
import { forgetToken } from './kept-token.ts';
import './joining.css';

const schema = joinAsNewMemberSchema.pick({ name: true, password: true });

export function NewAccountForm({ token, email }: { token: string; email: string }) {
  const { t, i18n } = useTranslation();
  const form = useForm({
    initial: { name: '', password: '' },
    schema,
    focusFirst: true,
    send: async ({ name, password }) => {
      const locale = pickLocale([i18n.language]);
      await memberInvitationsApi.join({ token, name: name.trim(), password, locale });
      forgetToken(window.sessionStorage);
      await api.signIn(email, password);
      window.location.assign(startPath);
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput
        type="email"
        label={t('signIn.email')}
        description={t('joining.emailHint')}
        autoComplete="username"
        value={email}
        readOnly
      />
      <TextInput
        label={t('setup.name')}
        description={t('setup.nameHint')}
        autoComplete="name"
        {...form.field('name')}
      />
      <NewPasswordField label={t('setup.password')} field={form.field('password')} known={[form.values.name, email]} />
      <FormError error={form.sending.error} />
      <Button type="submit" size="md" fullWidth loading={form.sending.isPending || form.sending.isSuccess}>
        {t('joining.submit')}
      </Button>
    </form>
  );
}

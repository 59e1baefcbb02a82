// The first sign-in with the mailed password: who one is, and a password of one's own. Only then the account exists.
import { Button, TextInput } from '@mantine/core';
import { completeSignUpSchema } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { errorCodeOf } from '../api/errors.ts';
import { signUpApi } from '../api/sign-up.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { NewPasswordField } from '../password/new-password-field.tsx';

interface ActivationProps {
  email: string;
  /** The mailed one. */
  password: string;
  onSignedIn: () => void;
  /** To the password again. */
  onBack: () => void;
}

const schema = completeSignUpSchema.pick({ name: true, organisation: true, newPassword: true });

export function Activation({ email, password, onSignedIn, onBack }: ActivationProps) {
  const { t } = useTranslation();
  const form = useForm({
    initial: { name: '', organisation: '', newPassword: '' },
    schema,
    focusFirst: true,
    send: async (values) => {
      await signUpApi.complete({ email, password, ...values });
      await api.signIn(email, values.newPassword);
      onSignedIn();
    },
  });
  const { name, organisation } = form.values;
  const isOver = form.sending.isError && errorCodeOf(form.sending.error) === 'sign_up_invalid';
  return (
    <>
      <h1>{t('signUp.activate')}</h1>
      <p className="gate-lead">{t('signUp.activateLead')}</p>
      <form className="form" {...form.formProps}>
        {/* For password managers: whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <TextInput
          label={t('setup.name')}
          description={t('setup.nameHint')}
          autoComplete="name"
          {...form.field('name')}
        />
        <TextInput
          label={t('setup.organisation')}
          description={t('setup.organisationHint')}
          autoComplete="organization"
          {...form.field('organisation')}
        />
        <NewPasswordField field={form.field('newPassword')} known={[email, password, name, organisation]} />
        <FormError error={form.sending.error} />
        {isOver ? (
          <Button size="md" fullWidth onClick={onBack}>
            {t('password.backToSignIn')}
          </Button>
        ) : (
          <Button type="submit" size="md" fullWidth loading={form.sending.isPending || form.sending.isSuccess}>
            {t('signUp.finish')}
          </Button>
        )}
      </form>
    </>
  );
}

// A password being chosen, with its strength below.
import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../form/use-form.ts';
import { passwordStrength } from '../setup/password-strength.ts';
import { StrengthMeter } from '../setup/strength-meter.tsx';
import '../setup/setup.css';

export interface NewPasswordFieldProps {
  /** "New password" where it is left out. */
  label?: string;
  /** From `useForm`. */
  field: FormField;
  /** Words an attacker would try first. */
  known: readonly string[];
}

export function NewPasswordField({ label, field, known }: NewPasswordFieldProps) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordInput
        label={label ?? t('password.new')}
        description={t('setup.passwordHint')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...field}
      />
      {field.value === '' ? null : <StrengthMeter strength={passwordStrength(field.value, known)} />}
    </>
  );
}

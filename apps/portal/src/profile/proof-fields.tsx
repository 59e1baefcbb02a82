// The fields with which a person proves to be there: the password, or that the sign-in is minutes old; a code where
// two-factor sign-in is on.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type Me, currentPasswordSchema } from '@nearhand/protocol';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api/api.ts';
import { mutationKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { signInAddress } from '../sign-in/leave.ts';

export const emptyProof = { password: '', code: '' };

/** Of the fields that are shown. */
export function proofFieldsSchema({ hasPassword, twoFactor }: Me) {
  return z.object({
    password: hasPassword ? currentPasswordSchema : z.literal(''),
    code: twoFactor.enabled ? z.string().trim().min(1).max(40) : z.literal(''),
  });
}

interface ProofFieldsProps {
  me: Me;
  field: (name: 'password' | 'code') => object;
}

export function ProofFields({ me, field }: ProofFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={me.member.email} readOnly hidden />
      {me.hasPassword ? (
        <PasswordInput
          label={t('twoFactor.password')}
          description={t('twoFactor.passwordHint')}
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...field('password')}
        />
      ) : (
        <FreshSignIn />
      )}
      {me.twoFactor.enabled ? (
        <TextInput label={t('twoFactor.anyCode')} autoComplete="one-time-code" spellCheck={false} {...field('code')} />
      ) : null}
    </>
  );
}

/** Signing out and in again, and back to this page. */
function FreshSignIn() {
  const { t } = useTranslation();
  const signOut = useMutation({
    mutationKey: mutationKeys.signOut,
    mutationFn: api.signOut,
    onSuccess: () => window.location.assign(signInAddress(window.location.pathname, 'fresh')),
  });
  return (
    <div className="proof-fresh">
      <p className="nh-muted nh-small">{t('passkeys.freshHint')}</p>
      <Button variant="default" size="sm" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('account.signInAgain')}
      </Button>
      <FormError error={signOut.error} />
    </div>
  );
}

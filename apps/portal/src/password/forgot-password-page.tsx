// Asks for a link for a new password. Says the same whether the address has an account.
import { Button, TextInput } from '@mantine/core';
import { emailSchema } from '@nearhand/protocol';
import { IconMailFast } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api/api.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { pickLocale } from '../i18n/i18n.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { Gate } from '../sign-in/gate.tsx';

export function ForgotPasswordPage() {
  const { t, i18n } = useTranslation();
  usePageTitle(t('password.forgotTitle'));
  const form = useForm({
    initial: { email: '' },
    schema: z.object({ email: emailSchema }),
    focusFirst: true,
    send: async ({ email }) => {
      await api.forgotPassword(email.trim(), pickLocale([i18n.language]));
    },
  });

  return (
    <Gate>
      <div aria-live="polite">
        {form.sending.isSuccess ? (
          <>
            <span className="gate-done" aria-hidden="true">
              <IconMailFast size={26} stroke={1.6} />
            </span>
            <h1>{t('password.sentTitle')}</h1>
            <p className="gate-lead">{t('password.sentLead', { email: form.values.email.trim() })}</p>
            <p className="nh-small nh-muted">{t('password.sentHint')}</p>
          </>
        ) : null}
      </div>
      {form.sending.isSuccess ? (
        <Button variant="default" fullWidth mt={24} onClick={() => form.sending.reset()}>
          {t('password.again')}
        </Button>
      ) : (
        <>
          <h1>{t('password.forgotTitle')}</h1>
          <p className="gate-lead">{t('password.forgotLead')}</p>
          <form className="form" {...form.formProps}>
            <TextInput type="email" label={t('signIn.email')} autoComplete="username" {...form.field('email')} />
            <FormError error={form.sending.error} />
            <Button type="submit" size="md" fullWidth loading={form.sending.isPending}>
              {t('password.send')}
            </Button>
          </form>
        </>
      )}
      <p className="gate-forgot">
        <a className="nh-link" href="/sign-in">
          {t('password.backToSignIn')}
        </a>
      </p>
    </Gate>
  );
}

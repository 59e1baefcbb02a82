// Signing up: asks for an e-mail address, to which a password is mailed. Says the same whether the address has an account.
import { Button, TextInput } from '@mantine/core';
import { emailSchema } from '@nearhand/protocol';
import { IconMailFast } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { serverQuery } from '../api/queries.ts';
import { signUpApi } from '../api/sign-up.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { pickLocale } from '../i18n/i18n.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { Gate } from '../sign-in/gate.tsx';
import { ProviderButtons } from '../sign-in/provider-buttons.tsx';

export function SignUpPage() {
  const { t } = useTranslation();
  const server = useQuery(serverQuery);
  usePageTitle(t('signUp.title'));
  return (
    <Gate>
      <SignUp who={server.data?.signUp} error={server.error} onRetry={() => void server.refetch()} />
      <p className="gate-forgot">
        {t('signUp.known')}{' '}
        <a className="nh-link" href="/sign-in">
          {t('signIn.submit')}
        </a>
      </p>
    </Gate>
  );
}

interface SignUpProps {
  who: 'anybody' | 'domains' | 'invitation' | undefined;
  error: unknown;
  onRetry: () => void;
}

function SignUp({ who, error, onRetry }: SignUpProps) {
  const { t } = useTranslation();
  if (who === undefined) {
    return error === null ? <Loading className="loading" /> : <FailureNote error={error} onRetry={onRetry} />;
  }
  if (who !== 'invitation') return <SignUpForm isForDomains={who === 'domains'} />;
  return (
    <>
      <h1>{t('signUp.closed')}</h1>
      <p className="gate-lead">{t('signUp.closedHint')}</p>
    </>
  );
}

function SignUpForm({ isForDomains }: { isForDomains: boolean }) {
  const { t, i18n } = useTranslation();
  const form = useForm({
    initial: { email: '' },
    schema: z.object({ email: emailSchema }),
    focusFirst: true,
    send: async ({ email }) => {
      await signUpApi.ask(email.trim(), pickLocale([i18n.language]));
    },
  });
  const email = form.values.email.trim();
  return (
    <>
      <div aria-live="polite">
        {form.sending.isSuccess ? (
          <>
            <span className="gate-done" aria-hidden="true">
              <IconMailFast size={26} stroke={1.6} />
            </span>
            <h1>{t('password.sentTitle')}</h1>
            <p className="gate-lead">{t('signUp.sentLead', { email })}</p>
            <p className="nh-small nh-muted">{t('password.sentHint')}</p>
          </>
        ) : null}
      </div>
      {form.sending.isSuccess ? (
        <>
          <Button component="a" href="/sign-in" size="md" fullWidth mt={24}>
            {t('signUp.toSignIn')}
          </Button>
          <Button variant="default" fullWidth mt={12} onClick={() => form.sending.reset()}>
            {t('password.again')}
          </Button>
        </>
      ) : (
        <>
          <h1>{t('signUp.title')}</h1>
          <p className="gate-lead">{t(isForDomains ? 'signUp.leadDomains' : 'signUp.lead')}</p>
          <form className="form" {...form.formProps}>
            <TextInput type="email" label={t('signIn.email')} autoComplete="username" {...form.field('email')} />
            <FormError error={form.sending.error} />
            <Button type="submit" size="md" fullWidth loading={form.sending.isPending}>
              {t('signUp.submit')}
            </Button>
          </form>
          <ProviderButtons />
        </>
      )}
    </>
  );
}

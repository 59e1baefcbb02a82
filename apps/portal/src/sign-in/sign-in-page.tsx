// Signing in with e-mail address or user name and password, then on to the page that was asked for.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type SecondStep as SecondStepKind, currentPasswordSchema } from '@nearhand/protocol';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api/api.ts';
import { meQuery, serverQuery } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { Activation } from './activation.tsx';
import { Gate } from './gate.tsx';
import { PasskeyButton, usePasskeyOffered } from './passkey-button.tsx';
import { ProviderButtons } from './provider-buttons.tsx';
import { safeReturnPath } from './return-path.ts';
import { SecondStep } from './second-step.tsx';

const signInSchema = z.object({ email: z.string().trim().min(1).max(254), password: currentPasswordSchema });
const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const server = useQuery(serverQuery);
  usePageTitle(t('signIn.title'));

  // Whoever is signed in already goes straight on.
  const target = safeReturnPath(search.return, window.location.origin);
  const me = useQuery({ ...meQuery, retry: false });
  useEffect(() => {
    if (me.isSuccess) window.location.replace(target);
  }, [me.isSuccess, target]);

  // A fresh page: nothing of whoever used this tab before stays in memory.
  const goOn = () => window.location.assign(target);
  const [step, setStep] = useState<SecondStepKind | null>(search.step ?? null);
  const form = useForm({
    initial: { email: '', password: '' },
    schema: signInSchema,
    focusFirst: true,
    send: async ({ email, password }) => {
      const next = await api.signIn(email.trim(), password);
      if (next === null) goOn();
      else setStep(next);
    },
  });
  const busy = form.sending.isPending || form.sending.isSuccess;

  const onBack = () => {
    form.sending.reset();
    form.set('password', '');
    setStep(null);
  };
  if (step !== null) {
    return (
      <Gate>
        {step === 'code' ? (
          <SecondStep onSignedIn={goOn} onBack={onBack} />
        ) : (
          <Activation
            email={form.values.email.trim()}
            password={form.values.password}
            onSignedIn={goOn}
            onBack={onBack}
          />
        )}
      </Gate>
    );
  }
  return (
    <Gate>
      <h1>{t('signIn.title')}</h1>
      <Notes setupNeeded={server.data?.setupNeeded === true} />
      <form className="form" {...form.formProps}>
        <TextInput
          label={t('signIn.emailOrUserName')}
          inputMode="email"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          {...form.field('email')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.field('password')}
        />
        <FormError error={form.sending.error} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
      <OtherWays
        path={target}
        maySignUp={server.data !== undefined && server.data.signUp !== 'invitation'}
        onSignedIn={goOn}
      />
    </Gate>
  );
}

interface OtherWaysProps {
  /** Where to go after signing in elsewhere. */
  path: string;
  maySignUp: boolean;
  onSignedIn: () => void;
}

function OtherWays({ path, maySignUp, onSignedIn }: OtherWaysProps) {
  const { t } = useTranslation();
  const isPasskeyOffered = usePasskeyOffered();
  const { fresh } = route.useSearch();
  return (
    <>
      <p className="gate-forgot">
        <a className="nh-link" href="/forgot-password">
          {t('password.forgot')}
        </a>
      </p>
      <PasskeyButton suggest onSignedIn={onSignedIn} />
      <ProviderButtons path={path} isFurther={isPasskeyOffered} fresh={fresh === true} />
      {maySignUp ? (
        <p className="gate-forgot">
          {t('signUp.new')}{' '}
          <a className="nh-link" href="/sign-up">
            {t('signUp.title')}
          </a>
        </p>
      ) : null}
      <p className="gate-below">
        {t('signIn.customerHint')}{' '}
        <a className="nh-link" href="/join">
          {t('signIn.customerLink')}
        </a>
      </p>
    </>
  );
}

/** What happened before. */
function Notes({ setupNeeded }: { setupNeeded: boolean }) {
  const { t } = useTranslation();
  const { provider, ended, deleted } = route.useSearch();
  return (
    <>
      {provider === undefined ? null : <Note text={t(`signUp.providerErrors.${provider}`)} />}
      {ended === true ? <Note text={t('signIn.ended')} /> : null}
      {deleted === true ? <Note text={t('account.deletion.deleted')} /> : null}
      {setupNeeded ? <Note title={t('signIn.setupNeeded')} text={t('signIn.setupNeededHint')} /> : null}
    </>
  );
}

function Note({ title, text }: { title?: string; text: string }) {
  return (
    <div className="gate-note">
      <IconInfoCircle size={18} stroke={1.8} aria-hidden="true" />
      <div>
        {title === undefined ? null : <strong>{title}</strong>}
        <p>{text}</p>
      </div>
    </div>
  );
}

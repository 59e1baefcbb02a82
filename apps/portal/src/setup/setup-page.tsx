// The first administrator's account. The token comes in the location's fragment, which is never sent to the server by
// itself, and is taken out of the address bar at once.
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { setupSchema } from '@nearhand/protocol';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { ApiError, errorCodeOf } from '../api/errors.ts';
import { serverQuery } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { pickLocale } from '../i18n/i18n.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { Gate } from '../sign-in/gate.tsx';
import { startPath } from '../sign-in/return-path.ts';
import { passwordStrength } from './password-strength.ts';
import { StrengthMeter } from './strength-meter.tsx';
import './setup.css';

const formSchema = setupSchema.omit({ token: true, locale: true });

export function SetupPage() {
  const { t } = useTranslation();
  const server = useQuery(serverQuery);
  const [token] = useState(() => window.location.hash.slice(1));
  usePageTitle(t('setup.title'));
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);

  if (server.data?.setupNeeded === false) {
    return (
      <Gate>
        <h1>{t('setup.done')}</h1>
        <p className="gate-lead">{t('setup.doneHint')}</p>
        <Button component="a" href="/sign-in" size="md" fullWidth>
          {t('signIn.submit')}
        </Button>
      </Gate>
    );
  }
  if (token === '') {
    return (
      <Gate>
        <h1>{t('setup.noToken')}</h1>
        <p className="gate-lead">{t('setup.noTokenHint')}</p>
      </Gate>
    );
  }
  return <SetupForm token={token} />;
}

/** The server does not say that there is such a page; here, somebody has the link in hand. */
function nameWrongLink(error: unknown): never {
  if (errorCodeOf(error) !== 'not_found') throw error;
  throw new ApiError('setup_link_invalid', 'The link is old or wrong', { cause: error });
}

function SetupForm({ token }: { token: string }) {
  const { t, i18n } = useTranslation();
  const form = useForm({
    initial: { name: '', email: '', password: '', organisation: '' },
    schema: formSchema,
    focusFirst: true,
    send: async (values) => {
      await api
        .setUp(setupSchema.parse({ ...values, token, locale: pickLocale([i18n.language]) }))
        .catch(nameWrongLink);
      await api.signIn(values.email.trim().toLowerCase(), values.password);
      window.location.assign(startPath);
    },
  });
  const { name, email, password, organisation } = form.values;
  const busy = form.sending.isPending || form.sending.isSuccess;

  return (
    <Gate>
      <h1>{t('setup.title')}</h1>
      <p className="gate-lead">{t('setup.lead')}</p>
      <form className="form" {...form.formProps}>
        <TextInput
          label={t('setup.name')}
          description={t('setup.nameHint')}
          autoComplete="name"
          {...form.field('name')}
        />
        <TextInput type="email" label={t('setup.email')} autoComplete="username" {...form.field('email')} />
        <PasswordInput
          label={t('setup.password')}
          description={t('setup.passwordHint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.field('password')}
        />
        {password === '' ? null : <StrengthMeter strength={passwordStrength(password, [name, email, organisation])} />}
        <TextInput
          label={t('setup.organisation')}
          description={t('setup.organisationHint')}
          autoComplete="organization"
          {...form.field('organisation')}
        />
        <FormError error={form.sending.error} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('setup.submit')}
        </Button>
      </form>
    </Gate>
  );
}

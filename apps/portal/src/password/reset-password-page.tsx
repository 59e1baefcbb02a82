// A new password with the mailed link. The token comes in the location's fragment, which is never sent to the server by
// itself, and is taken out of the address bar at once.
import { Button } from '@mantine/core';
import { newPasswordSchema } from '@nearhand/protocol';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api/api.ts';
import { errorCodeOf } from '../api/errors.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { Gate } from '../sign-in/gate.tsx';
import { NewPasswordField } from './new-password-field.tsx';

export function ResetPasswordPage() {
  const { t } = useTranslation();
  const [token] = useState(() => window.location.hash.slice(1));
  usePageTitle(t('password.resetTitle'));
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);
  if (token !== '') return <ResetForm token={token} />;
  return (
    <Gate>
      <h1>{t('password.noToken')}</h1>
      <p className="gate-lead">{t('password.noTokenHint')}</p>
      <AskAgain />
    </Gate>
  );
}

function ResetForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const form = useForm({
    initial: { newPassword: '' },
    schema: z.object({ newPassword: newPasswordSchema }),
    focusFirst: true,
    send: async ({ newPassword }) => {
      await api.resetPassword(token, newPassword);
    },
  });
  if (form.sending.isSuccess) {
    return (
      <Gate>
        <span className="gate-done" aria-hidden="true">
          <IconCheck size={26} stroke={1.8} />
        </span>
        <h1>{t('password.resetDone')}</h1>
        <p className="gate-lead">{t('password.resetDoneHint')}</p>
        <Button component="a" href="/sign-in" size="md" fullWidth>
          {t('signIn.submit')}
        </Button>
      </Gate>
    );
  }
  const isOver = form.sending.isError && errorCodeOf(form.sending.error) === 'reset_link_invalid';
  return (
    <Gate>
      <h1>{t('password.resetTitle')}</h1>
      <p className="gate-lead">{t('password.resetLead')}</p>
      <form className="form" {...form.formProps}>
        <NewPasswordField field={form.field('newPassword')} known={[]} />
        <FormError error={form.sending.error} />
        {isOver ? (
          <AskAgain />
        ) : (
          <Button type="submit" size="md" fullWidth loading={form.sending.isPending}>
            {t('password.save')}
          </Button>
        )}
      </form>
    </Gate>
  );
}

function AskAgain() {
  const { t } = useTranslation();
  return (
    <Button component="a" href="/forgot-password" size="md" fullWidth>
      {t('password.askAgain')}
    </Button>
  );
}

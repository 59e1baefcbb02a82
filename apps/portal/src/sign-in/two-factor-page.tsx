// Where members are led whose organisation requires two-factor sign-in: they set it up, or sign out.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { errorCodeOf } from '../api/errors.ts';
import { meQuery } from '../api/queries.ts';
import { InsteadOfThis } from '../organisations/instead-of-this.tsx';
import { TwoFactorSetUp } from '../profile/two-factor-set-up.tsx';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { Gate } from './gate.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { startPath } from './return-path.ts';

const goOn = () => window.location.assign(startPath);

export function TwoFactorPage() {
  const { t } = useTranslation();
  usePageTitle(t('twoFactor.title'));
  const me = useQuery({ ...meQuery, retry: false, refetchOnWindowFocus: false });
  const signOut = useMutation({ mutationFn: api.signOut, onSettled: () => window.location.assign('/sign-in') });
  const has = me.data?.twoFactor;
  const hasIt = has !== undefined && (has.enabled || has.passkey || !has.required);
  const mustSignIn = errorCodeOf(me.error) === 'not_signed_in';
  useEffect(() => {
    if (hasIt) window.location.replace(startPath);
    if (mustSignIn) window.location.replace('/sign-in');
  }, [hasIt, mustSignIn]);

  if (me.data === undefined || hasIt) {
    return (
      <Gate>
        {me.isError && !mustSignIn ? <FailureNote error={me.error} onRetry={() => void me.refetch()} /> : <Loading />}
      </Gate>
    );
  }
  return (
    <Gate>
      <h1>{t('twoFactor.setUp.title')}</h1>
      <p className="gate-lead">{t('twoFactor.setUp.lead', { organisation: me.data.organisation.name })}</p>
      <TwoFactorSetUp me={me.data} doneLabel={t('twoFactor.setUp.done')} onDone={goOn} />
      <InsteadOfThis organisationId={me.data.organisation.id} />
      <PasskeyButton hint={t('passkeys.inPlace')} onSignedIn={goOn} />
      <p className="gate-below">
        <Button variant="subtle" size="compact-sm" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('shell.signOut')}
        </Button>
      </p>
    </Gate>
  );
}

// Where a mailed invitation leads: what it says, and joining with the account of that address or by making one.
import { Button } from '@mantine/core';
import type { OpenedMemberInvitation } from '@nearhand/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoleName } from '../member/role-name.ts';
import { api } from '../api/api.ts';
import { errorCodeOf } from '../api/errors.ts';
import { memberInvitationsApi, openedInvitationQuery } from '../api/member-invitations.ts';
import { meQuery } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { Gate } from '../sign-in/gate.tsx';
import { startPath } from '../sign-in/return-path.ts';
import { forgetToken, takeToken } from './kept-token.ts';
import { NewAccountForm } from './new-account-form.tsx';

export function AcceptInvitationPage() {
  const { t } = useTranslation();
  const [token] = useState(() => takeToken(window.location.hash, window.sessionStorage));
  usePageTitle(t('joining.title'));
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);
  return (
    <Gate>
      {token === '' ? <Useless title={t('password.noToken')} hint={t('joining.noToken')} /> : <Opening token={token} />}
    </Gate>
  );
}

function Opening({ token }: { token: string }) {
  const { t } = useTranslation();
  const invitation = useQuery(openedInvitationQuery(token));
  const me = useQuery({ ...meQuery, retry: false });
  if (invitation.isError) {
    if (errorCodeOf(invitation.error) === 'member_invitation_invalid') {
      return <Useless title={t('joining.invalid')} hint={t('joining.invalidHint')} />;
    }
    return <FailureNote error={invitation.error} onRetry={() => void invitation.refetch()} />;
  }
  if (invitation.data === undefined || me.isPending) return <Loading className="loading" />;
  const { email, hasAccount } = invitation.data;
  const signedInAs = me.data?.member.email ?? null;
  return (
    <>
      <Invitation invitation={invitation.data} />
      {signedInAs === email ? (
        <Accept token={token} />
      ) : signedInAs !== null ? (
        <OtherAccount signedInAs={signedInAs} email={email} />
      ) : hasAccount ? (
        <SignInFirst email={email} />
      ) : (
        <NewAccountForm token={token} email={email} />
      )}
    </>
  );
}

function Invitation({ invitation }: { invitation: OpenedMemberInvitation }) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const { organisation, invitedBy, role } = invitation;
  return (
    <>
      <h1>{t('joining.heading', { organisation })}</h1>
      <p className="gate-lead">
        {t('joining.lead', { name: invitedBy, organisation, role: roleName(role, invitation.roleName) })}
      </p>
    </>
  );
}

function Accept({ token }: { token: string }) {
  const { t } = useTranslation();
  const accepting = useMutation({
    mutationFn: () => memberInvitationsApi.accept(token),
    onSuccess: () => {
      forgetToken(window.sessionStorage);
      window.location.assign(startPath);
    },
  });
  return (
    <div className="form">
      <FormError error={accepting.error} />
      <Button
        size="md"
        fullWidth
        loading={accepting.isPending || accepting.isSuccess}
        onClick={() => accepting.mutate()}
      >
        {t('joining.join')}
      </Button>
      <p className="gate-below">
        <a className="nh-link" href={startPath}>
          {t('joining.later')}
        </a>
      </p>
    </div>
  );
}

/** Whoever is signed in here is somebody else than who was invited. */
function OtherAccount({ signedInAs, email }: { signedInAs: string; email: string }) {
  const { t } = useTranslation();
  const leaving = useMutation({
    mutationFn: api.signOut,
    onSuccess: () => window.location.reload(),
  });
  return (
    <Blocked text={t('joining.other', { signedInAs, email })}>
      <FormError error={leaving.error} />
      <Button size="md" fullWidth loading={leaving.isPending || leaving.isSuccess} onClick={() => leaving.mutate()}>
        {t('joining.signOut')}
      </Button>
      <p className="gate-below">
        <a className="nh-link" href={startPath}>
          {t('joining.stay', { signedInAs })}
        </a>
      </p>
    </Blocked>
  );
}

function SignInFirst({ email }: { email: string }) {
  const { t } = useTranslation();
  return (
    <Blocked text={t('joining.known', { email })}>
      <Button component="a" href="/sign-in?return=/accept-invitation" size="md" fullWidth>
        {t('signIn.submit')}
      </Button>
    </Blocked>
  );
}

function Blocked({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="form">
      <p className="joining-text">{text}</p>
      {children}
    </div>
  );
}

function Useless({ title, hint }: { title: string; hint: string }) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{title}</h1>
      <p className="gate-lead">{hint}</p>
      <Button component="a" href="/sign-in" variant="default" fullWidth>
        {t('password.backToSignIn')}
      </Button>
    </>
  );
}

// Invitations of members that wait to be accepted: to whom, as what, and for how long; send again, or withdraw.
import { Button } from '@mantine/core';
import { type MemberInvitation, mayInviteAs } from '@nearhand/protocol';
import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../api/error-words.ts';
import { memberInvitationsApi, memberInvitationsQuery } from '../api/member-invitations.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { useMe } from '../member/member.ts';
import { useRoleName } from '../member/role-name.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { FailureNote } from '../shell/notes.tsx';

/** `onNews`: for screen readers. Nothing where nobody is invited. */
export function InvitationList({ onNews }: { onNews: (text: string) => void }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(memberInvitationsQuery);
  if (list.isError && list.data === undefined) {
    return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  const invitations = list.data?.pages.flatMap((page) => page.invitations) ?? [];
  if (invitations.length === 0) return null;
  return (
    <section className="invitations" aria-labelledby="invitations">
      <h2 id="invitations">{t('inviting.open')}</h2>
      <ul>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} onNews={onNews} />
        ))}
      </ul>
      <LoadMore list={list} />
    </section>
  );
}

interface InvitationRowProps {
  invitation: MemberInvitation;
  onNews: (text: string) => void;
}

function InvitationRow({ invitation, onNews }: InvitationRowProps) {
  const { t } = useTranslation();
  const { member: me, rights } = useMe();
  const roleName = useRoleName();
  const { email, role, invitedBy } = invitation;
  const offered = { role, rights: invitation.rights };
  return (
    <li className="invitation-row">
      <span className="avatar" aria-hidden="true">
        <IconMail size={18} stroke={1.7} />
      </span>
      <div className="member-text">
        <span className="member-name nh-ellipsis">{email}</span>
        <span className="nh-small nh-muted nh-ellipsis">
          {t('inviting.as', { role: roleName(role, invitation.roleName), name: invitedBy })}
        </span>
      </div>
      <Validity invitation={invitation} />
      {mayInviteAs({ role: me.role, rights }, offered) ? <Actions invitation={invitation} onNews={onNews} /> : null}
    </li>
  );
}

function Validity({ invitation: { valid, expiresAt } }: { invitation: MemberInvitation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  return (
    <span className="member-seen nh-small nh-muted" data-tone={valid ? undefined : 'trouble'}>
      {valid ? t('inviting.until', { when: format.dateTime(expiresAt, nowMs) }) : t('inviting.invalid')}
    </span>
  );
}

function Actions({ invitation: { id, email }, onNews }: InvitationRowProps) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: memberInvitationsQuery.queryKey });
  const again = useMutation({
    mutationFn: () => memberInvitationsApi.sendAgain(id),
    onSuccess: ({ mailed }) => onNews(t(mailed ? 'inviting.sentAgain' : 'inviting.keptAgain', { email })),
    onSettled,
  });
  const withdrawal = useMutation({
    mutationFn: () => memberInvitationsApi.withdraw(id),
    onSuccess: () => onNews(t('inviting.withdrawn', { email })),
    onSettled,
  });
  const error = again.error ?? withdrawal.error;
  const isBusy = again.isPending || withdrawal.isPending;
  return (
    <div className="invitation-actions">
      <Button
        variant="default"
        aria-label={t('inviting.againNamed', { email })}
        loading={again.isPending}
        disabled={isBusy}
        onClick={() => again.mutate()}
      >
        {t('inviting.again')}
      </Button>
      <Button
        variant="subtle"
        color="red"
        aria-label={t('inviting.withdrawNamed', { email })}
        loading={withdrawal.isPending}
        disabled={isBusy}
        onClick={() => withdrawal.mutate()}
      >
        {t('inviting.withdraw')}
      </Button>
      {error === null ? null : (
        <span role="alert" className="invitation-error nh-small">
          {errorWords(error)}
        </span>
      )}
    </div>
  );
}

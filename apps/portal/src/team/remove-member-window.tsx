// Removing a member, after saying what that does, and what they shared that stays.
import { Skeleton } from '@mantine/core';
import type { Member } from '@nearhand/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { givenSharesQuery } from '../api/computer-shares.ts';
import { queryKeys } from '../api/queries.ts';
import { computerName } from '../computers/computer-name.ts';
import { ConfirmForm } from '../form/confirm-form.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';

interface RemoveMemberWindowProps {
  /** Null: closed. */
  member: Member | null;
  onClose: () => void;
  onRemoved: (member: Member) => void;
}

export function RemoveMemberWindow({ member, onClose, onRemoved }: RemoveMemberWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={member !== null} onClose={onClose} title={t('team.removing.title', { name: member?.name ?? '' })}>
      {member === null ? null : <Question member={member} onClose={onClose} onRemoved={onRemoved} />}
    </Dialog>
  );
}

function Question({ member, onClose, onRemoved }: RemoveMemberWindowProps & { member: Member }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: () => api.removeMember(member.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.members });
      onRemoved(member);
      onClose();
    },
  });
  return (
    <ConfirmForm doing={removal} submitLabel={t('team.removing.submit')} onCancel={onClose}>
      <p>{t('team.removing.text')}</p>
      <p className="nh-muted">{t('team.removing.kept')}</p>
      <GivenShares memberId={member.id} />
    </ConfirmForm>
  );
}

/** Nothing where there are none. */
function GivenShares({ memberId }: { memberId: string }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(givenSharesQuery(memberId));
  if (isPending) {
    return (
      <Loading>
        <Skeleton height={20} width="70%" />
      </Loading>
    );
  }
  if (data === undefined) return <FailureNote error={error} onRetry={() => void refetch()} />;
  const { shares, others } = data;
  if (shares.length + others === 0) return null;
  return (
    <section className="removing-shares" aria-labelledby="removing-shares">
      <h3 id="removing-shares">{t('team.removing.shares')}</h3>
      <ul aria-labelledby="removing-shares">
        {shares.map((share) => (
          <li key={share.id}>
            <bdi>
              {t('team.removing.share', {
                computer: computerName({ ...share, name: share.computer }, t),
                email: share.email,
              })}
            </bdi>
          </li>
        ))}
        {others === 0 ? null : (
          <li className="nh-muted">
            {t(shares.length === 0 ? 'team.removing.shared' : 'team.removing.otherShares', { count: others })}
          </li>
        )}
      </ul>
      <p className="nh-small nh-muted">{t('team.removing.sharesHint')}</p>
    </section>
  );
}

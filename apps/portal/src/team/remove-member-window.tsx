// Removing a member, after saying what that does.
import type { Member } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { Dialog } from '../shell/dialog.tsx';

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
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        removal.mutate();
      }}
    >
      <p>{t('team.removing.text')}</p>
      <p className="nh-muted">{t('team.removing.kept')}</p>
      <FormActions sending={removal} submitLabel={t('team.removing.submit')} dangerous onCancel={onClose} />
    </form>
  );
}

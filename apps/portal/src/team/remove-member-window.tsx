// Removing a member, after saying what that does.
import { Button, Modal } from '@mantine/core';
import type { Member } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';

interface RemoveMemberWindowProps {
  /** Null: closed. */
  member: Member | null;
  onClose: () => void;
  onRemoved: (member: Member) => void;
}

export function RemoveMemberWindow({ member, onClose, onRemoved }: RemoveMemberWindowProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={member !== null}
      onClose={onClose}
      title={t('team.removing.title', { name: member?.name ?? '' })}
      size={480}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {member === null ? null : <Question member={member} onClose={onClose} onRemoved={onRemoved} />}
    </Modal>
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
    <div className="form">
      <p>{t('team.removing.text')}</p>
      <p className="nh-muted">{t('team.removing.kept')}</p>
      <FormError error={removal.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('action.cancel')}
        </Button>
        <Button color="red" loading={removal.isPending} onClick={() => removal.mutate()}>
          {t('team.removing.submit')}
        </Button>
      </div>
    </div>
  );
}

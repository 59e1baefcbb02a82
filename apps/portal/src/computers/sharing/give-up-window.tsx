// Taking out of one's list what somebody shares, after saying what that does.
import type { Computer } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { computerSharesApi } from '../../api/computer-shares.ts';
import { queryKeys } from '../../api/queries.ts';
import { ConfirmForm } from '../../form/confirm-form.tsx';
import { Dialog } from '../../shell/dialog.tsx';
import { computerName } from '../computer-name.ts';

interface GiveUpWindowProps {
  /** Null: closed. */
  computer: Computer | null;
  onClose: () => void;
}

export function GiveUpWindow({ computer, onClose }: GiveUpWindowProps) {
  const { t } = useTranslation();
  const name = computer === null ? '' : computerName(computer, t);
  return (
    <Dialog opened={computer !== null} onClose={onClose} title={<bdi>{t('sharing.giveUpNamed', { name })}</bdi>}>
      {computer === null ? null : <Question computerId={computer.id} onClose={onClose} />}
    </Dialog>
  );
}

function Question({ computerId, onClose }: { computerId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const giving = useMutation({
    mutationFn: () => computerSharesApi.giveUp(computerId),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.computers });
      onClose();
    },
  });
  return (
    <ConfirmForm doing={giving} submitLabel={t('sharing.giveUp')} onCancel={onClose}>
      <p>{t('sharing.giveUpText')}</p>
    </ConfirmForm>
  );
}

// Leaving the organisation of this page, after saying what that does.
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { organisationsApi } from '../api/organisations.ts';
import { ConfirmForm } from '../form/confirm-form.tsx';
import { useMe } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';
import { startPath } from '../sign-in/return-path.ts';

export function LeaveWindow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { name } = useMe().organisation;
  return (
    <Dialog opened={opened} onClose={onClose} title={t('organisations.leaving.title', { name })}>
      <Question onCancel={onClose} />
    </Dialog>
  );
}

function Question({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation();
  const leaving = useMutation({
    mutationFn: organisationsApi.leave,
    onSuccess: () => window.location.assign(startPath),
  });
  return (
    <ConfirmForm
      doing={{ ...leaving, isPending: leaving.isPending || leaving.isSuccess }}
      submitLabel={t('organisations.leave')}
      onCancel={onCancel}
    >
      <p>{t('organisations.leaving.text')}</p>
      <p className="nh-muted">{t('organisations.leaving.kept')}</p>
    </ConfirmForm>
  );
}

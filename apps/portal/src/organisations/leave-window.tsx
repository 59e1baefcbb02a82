// Leaving the organisation of this page, after saying what that does.
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { organisationsApi } from '../api/organisations.ts';
import { FormActions } from '../form/form-actions.tsx';
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
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        leaving.mutate();
      }}
    >
      <p>{t('organisations.leaving.text')}</p>
      <p className="nh-muted">{t('organisations.leaving.kept')}</p>
      <FormActions
        sending={{ error: leaving.error, isPending: leaving.isPending || leaving.isSuccess }}
        submitLabel={t('organisations.leave')}
        dangerous
        onCancel={onCancel}
      />
    </form>
  );
}

// Deleting a role, group or queue, after saying what that does.
import type { Named } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmForm } from '../form/confirm-form.tsx';
import { Dialog } from '../shell/dialog.tsx';

interface DeleteWindowProps {
  /** Null: closed. */
  part: Pick<Named, 'name'> | null;
  text: string;
  /** Further questions. */
  children?: ReactNode;
  onDelete: () => Promise<unknown>;
  onClose: () => void;
}

export function DeleteWindow({ part, ...question }: DeleteWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={part !== null} onClose={question.onClose} title={t('rights.deleting', { name: part?.name ?? '' })}>
      {part === null ? null : <Question {...question} />}
    </Dialog>
  );
}

function Question({ text, children, onDelete, onClose }: Omit<DeleteWindowProps, 'part'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const deletion = useMutation({
    mutationFn: onDelete,
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <ConfirmForm doing={deletion} submitLabel={t('rights.delete')} onCancel={onClose}>
      <p>{text}</p>
      {children}
    </ConfirmForm>
  );
}

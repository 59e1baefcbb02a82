// Deleting a role, group or queue, after saying what that does.
import type { Named } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../form/form-actions.tsx';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!deletion.isPending) deletion.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>{text}</p>
      {children}
      <FormActions sending={deletion} submitLabel={t('rights.delete')} dangerous onCancel={onClose} />
    </form>
  );
}

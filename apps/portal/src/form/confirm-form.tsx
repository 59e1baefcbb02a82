// A question before something that is not taken back: what it does, and going back or on. Asked once, sent once.
import type { UseMutationResult } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { FormActions } from './form-actions.tsx';

interface ConfirmFormProps extends Omit<ComponentProps<'form'>, 'onSubmit'> {
  doing: Pick<UseMutationResult<unknown, unknown, void>, 'error' | 'isPending' | 'mutate'>;
  submitLabel: string;
  onCancel: () => void;
}

export function ConfirmForm({ doing, submitLabel, onCancel, children, className = '', ...form }: ConfirmFormProps) {
  return (
    <form
      {...form}
      className={`form ${className}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!doing.isPending) doing.mutate();
      }}
    >
      {children}
      <FormActions sending={doing} submitLabel={submitLabel} dangerous onCancel={onCancel} />
    </form>
  );
}

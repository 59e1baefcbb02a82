// The end of a form in a window: what went wrong, going back, going on.
import { Button } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormError } from './form-error.tsx';

interface FormActionsProps {
  sending: Pick<UseMutationResult<unknown, unknown, never>, 'error' | 'isPending'>;
  submitLabel: string;
  /** Something is lost by it. */
  dangerous?: boolean;
  onCancel: () => void;
}

export function FormActions({ sending, submitLabel, dangerous = false, onCancel }: FormActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FormError error={sending.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={sending.isPending} {...(dangerous ? { color: 'red' } : {})}>
          {submitLabel}
        </Button>
      </div>
    </>
  );
}

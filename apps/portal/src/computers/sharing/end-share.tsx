// Asks once before a share ends, in the place of the form.
import { useWindowEvent } from '@mantine/hooks';
import type { ComputerShare } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { computerSharesApi, computerSharesQuery } from '../../api/computer-shares.ts';
import { ConfirmForm } from '../../form/confirm-form.tsx';

interface EndShareProps {
  computerId: string;
  share: ComputerShare;
  onDone: (news: string) => void;
  onCancel: () => void;
  onAsking: (isAsking: boolean) => void;
}

export function EndShare({ computerId, share: { id, email }, onDone, onCancel, onAsking }: EndShareProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('button')?.focus(), []);
  useEffect(() => {
    onAsking(true);
    return () => onAsking(false);
  }, [onAsking]);
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'Escape') onCancel();
  });
  const ending = useMutation({
    mutationFn: () => computerSharesApi.end(computerId, id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: computerSharesQuery(computerId).queryKey });
      onDone(t('sharing.ended', { email }));
    },
  });
  return (
    <ConfirmForm
      ref={form}
      className="share-form"
      aria-label={t('sharing.endNamed', { email })}
      doing={ending}
      submitLabel={t('sharing.end')}
      onCancel={onCancel}
    >
      <p>
        <bdi>{t('sharing.endText', { email })}</bdi>
      </p>
    </ConfirmForm>
  );
}

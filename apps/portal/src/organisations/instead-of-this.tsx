// The other organisations one belongs to, where the one of this page asks for something first.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organisationsApi, organisationsQuery } from '../api/organisations.ts';
import { FormError } from '../form/form-error.tsx';
import { startPath } from '../sign-in/return-path.ts';

export function InsteadOfThis({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(organisationsQuery);
  const enter = useMutation({
    mutationFn: organisationsApi.enter,
    onSuccess: () => window.location.assign(startPath),
  });
  const others = (data?.organisations ?? []).filter(({ id }) => id !== organisationId);
  if (others.length === 0) return null;
  return (
    <section className="gate-below" aria-label={t('organisations.title')}>
      <p>{t('organisations.insteadOf')}</p>
      <FormError error={enter.error} />
      {others.map(({ id, name }) => (
        <Button key={id} variant="default" fullWidth mt={8} loading={enter.isPending} onClick={() => enter.mutate(id)}>
          {name}
        </Button>
      ))}
    </section>
  );
}

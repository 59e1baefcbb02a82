// Signing in with an account elsewhere, where the host has set any up.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { providersApi } from '../api/providers.ts';
import { serverQuery } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { providerIcons } from './provider-icons.ts';
import { startPath } from './return-path.ts';

interface ProviderButtonsProps {
  /** Where to go afterwards. */
  path?: string;
  /** Below another button, which said "or" already. */
  isFurther?: boolean;
  /** Signing in again, to prove who is there. */
  fresh?: boolean;
}

export function ProviderButtons({ path = startPath, isFurther = false, fresh = false }: ProviderButtonsProps) {
  const { t } = useTranslation();
  const providers = useQuery(serverQuery).data?.providers ?? [];
  const begin = useMutation({
    mutationFn: (id: string) => providersApi.begin(id, path, fresh),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (providers.length === 0) return null;
  return (
    <div className="gate-providers">
      {isFurther ? null : (
        <p className="gate-or" aria-hidden="true">
          {t('passkeys.or')}
        </p>
      )}
      {providers.map(({ id, kind, name }) => {
        const Icon = providerIcons[kind];
        return (
          <Button
            key={id}
            variant="default"
            size="md"
            fullWidth
            leftSection={<Icon size={19} stroke={1.7} aria-hidden="true" />}
            loading={begin.variables === id && (begin.isPending || begin.isSuccess)}
            onClick={() => begin.mutate(id)}
          >
            {t('signUp.continueWith', { name })}
          </Button>
        );
      })}
      <FormError error={begin.error} />
    </div>
  );
}

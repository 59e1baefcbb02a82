// The owner's switch: everybody in the organisation needs two-factor sign-in.
import { Button, Switch } from '@mantine/core';
import type { Me } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/queries.ts';
import { twoFactorApi } from '../api/two-factor.ts';
import { FormError } from '../form/form-error.tsx';
import { Dialog } from '../shell/dialog.tsx';

export function TwoFactorPolicy({ me }: { me: Me }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: twoFactorApi.requireOfAll,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.me }),
    onSettled: () => setAsking(false),
  });
  const { required } = me.twoFactor;
  const enabled = me.twoFactor.enabled || me.twoFactor.passkey;
  return (
    <div className="two-factor-policy">
      <Switch
        label={t('twoFactor.requireAll', { organisation: me.organisation.name })}
        description={enabled ? t('twoFactor.requireAllHint') : t('twoFactor.requireAllFirst')}
        checked={required}
        disabled={change.isPending || (!enabled && !required)}
        onChange={() => (required ? change.mutate(false) : setAsking(true))}
      />
      <FormError error={change.error} />
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('twoFactor.requireAllConfirm')}>
        <div className="form">
          <p className="nh-muted">{t('twoFactor.requireAllHint')}</p>
          <div className="form-actions">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('action.cancel')}
            </Button>
            <Button loading={change.isPending} onClick={() => change.mutate(true)}>
              {t('twoFactor.requireAllYes')}
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}

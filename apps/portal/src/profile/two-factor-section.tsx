// Two-factor sign-in in the profile: its state, turning it on and off, new backup codes, and the organisation's policy.
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../api/queries.ts';
import { twoFactorQuery } from '../api/two-factor.ts';
import { useMe } from '../member/member.ts';
import { TwoFactorPolicy } from './two-factor-policy.tsx';
import { type TwoFactorWindowKind, TwoFactorWindow } from './two-factor-window.tsx';
import './two-factor.css';

const few = 3;

export function TwoFactorSection() {
  const { t } = useTranslation();
  const me = useMe();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<TwoFactorWindowKind | null>(null);
  const { enabled, required } = me.twoFactor;
  const state = useQuery({ ...twoFactorQuery, enabled });

  const onClose = () => {
    setOpen(null);
    void queryClient.invalidateQueries({ queryKey: queryKeys.me });
    void queryClient.invalidateQueries({ queryKey: twoFactorQuery.queryKey });
  };
  const left = state.data?.backupCodesLeft;

  return (
    <section className="two-factor" aria-labelledby="two-factor-title">
      <div className="two-factor-head">
        <h2 id="two-factor-title">{t('twoFactor.title')}</h2>
        <span className="two-factor-state" data-on={enabled}>
          {t(enabled ? 'twoFactor.on' : 'twoFactor.off')}
        </span>
      </div>
      <p className="nh-muted">{t('twoFactor.lead')}</p>
      {enabled && left !== undefined ? (
        <p className="two-factor-left" data-few={left <= few}>
          {t('twoFactor.codesLeft', { count: left })}. {left <= few ? t('twoFactor.codesLow') : null}
        </p>
      ) : null}
      {enabled && required ? <p className="nh-muted nh-small">{t('twoFactor.requiredHere')}</p> : null}
      <div className="two-factor-actions">
        {enabled ? (
          <>
            <Button variant="default" onClick={() => setOpen('newCodes')}>
              {t('twoFactor.newCodes')}
            </Button>
            <Button variant="default" className="two-factor-off" onClick={() => setOpen('turnOff')}>
              {t('twoFactor.turnOff')}
            </Button>
          </>
        ) : (
          <Button onClick={() => setOpen('turnOn')}>{t('twoFactor.turnOn')}</Button>
        )}
      </div>
      {me.member.role === 'owner' ? <TwoFactorPolicy me={me} /> : null}
      <TwoFactorWindow kind={open} me={me} onClose={onClose} />
    </section>
  );
}

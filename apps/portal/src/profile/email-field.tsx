// The account's e-mail address in the profile, the one that waits for its code, and the way to change it.
import { Button, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pendingEmailQuery } from '../api/account.ts';
import { queryKeys } from '../api/queries.ts';
import { useMe } from '../member/member.ts';
import { ChangeEmailWindow } from './change-email-window.tsx';

export function EmailField() {
  const { t } = useTranslation();
  const { member } = useMe();
  const queryClient = useQueryClient();
  const waiting = useQuery(pendingEmailQuery).data?.email ?? null;
  const [state, setState] = useState<'closed' | 'open' | 'changed'>('closed');
  const readAgain = () => queryClient.invalidateQueries({ queryKey: pendingEmailQuery.queryKey });
  return (
    <>
      <span className="email-field">
        <span>{member.email}</span>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('account.email.changeNamed')}
          onClick={() => setState('open')}
        >
          {t('account.email.change')}
        </Button>
      </span>
      {waiting === null || state === 'changed' ? null : (
        <p className="email-waiting nh-small">
          {t('account.email.waiting', { email: waiting })}{' '}
          <UnstyledButton className="nh-link" onClick={() => setState('open')}>
            {t('account.email.enterCode')}
          </UnstyledButton>
        </p>
      )}
      <output className="profile-saved">
        {state === 'changed' ? (
          <>
            <IconCheck size={18} aria-hidden="true" />
            {t('account.email.changed')}
          </>
        ) : null}
      </output>
      <ChangeEmailWindow
        opened={state === 'open'}
        waiting={waiting}
        onAsked={readAgain}
        onClose={() => setState((before) => (before === 'open' ? 'closed' : before))}
        // Not before it is gone: it would show its first step while it fades.
        onGone={() => void readAgain()}
        onChanged={() => {
          setState('changed');
          void queryClient.invalidateQueries({ queryKey: queryKeys.me });
          void queryClient.invalidateQueries({ queryKey: queryKeys.signIns });
        }}
      />
    </>
  );
}

// Whether and with what a computer's screen is unlocked when a session begins. What is stored is never shown again.
import { PasswordInput, Skeleton, Switch, TextInput } from '@mantine/core';
import { credentialsLimits, type ComputerUnlock } from '@nearhand/protocol';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../form/use-form.ts';
import { Loading } from '../../shell/loading.tsx';
import { FailureNote } from '../../shell/notes.tsx';

interface UnlockFieldsProps {
  unlock: UseQueryResult<ComputerUnlock>;
  on: boolean;
  onSwitch: (on: boolean) => void;
  userField: FormField;
  passwordField: FormField;
}

export function UnlockFields({ unlock, on, onSwitch, userField, passwordField }: UnlockFieldsProps) {
  const { t } = useTranslation();
  if (unlock.data === undefined) {
    if (unlock.isError) return <FailureNote error={unlock.error} onRetry={() => void unlock.refetch()} />;
    return (
      <Loading>
        <Skeleton height={48} radius="md" />
      </Loading>
    );
  }
  const { state, target } = unlock.data;
  const mayStore = target !== null;
  return (
    <>
      <Switch
        label={t('computers.unlock.switch')}
        description={t(mayStore ? 'computers.unlock.hint' : 'computers.unlock.unable')}
        checked={on}
        // What is stored can be removed wherever it is.
        disabled={!mayStore && state === 'none'}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      {on ? (
        <>
          <Standing unlock={unlock.data} />
          {mayStore ? (
            <>
              <TextInput
                label={t('computers.unlock.user')}
                description={t('computers.unlock.userHint')}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={credentialsLimits.userName}
                {...userField}
              />
              <PasswordInput
                label={t('computers.unlock.password')}
                description={t(state === 'stored' ? 'computers.unlock.passwordKept' : 'computers.unlock.passwordHint')}
                autoComplete="new-password"
                maxLength={credentialsLimits.password}
                visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
                {...passwordField}
              />
            </>
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** What has to be done about what is stored. */
function Standing({ unlock: { failure, state } }: { unlock: ComputerUnlock }) {
  const { t } = useTranslation();
  if (state === 'none') return null;
  if (state === 'stale') return <p className="nh-small computer-problem">{t('computers.unlock.stale')}</p>;
  if (failure === null) return null;
  return <p className="nh-small computer-problem">{t(`computers.unlock.failed.${failure}`)}</p>;
}

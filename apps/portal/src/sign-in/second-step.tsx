// The second step of signing in: a code of the app, or a backup code. The server remembers the first step for ten minutes.
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { CodeKind } from '../api/own-proof.ts';
import { twoFactorApi } from '../api/two-factor.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import './second-step.css';

interface SecondStepProps {
  onSignedIn: () => void;
  /** To the password again. */
  onBack: () => void;
}

const schema = z.object({ code: z.string().trim().min(1).max(40) });

export function SecondStep(props: SecondStepProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<CodeKind>('app');
  return (
    <>
      <h1>{t('twoFactor.step.title')}</h1>
      <p className="gate-lead">{t(`twoFactor.step.${kind}`)}</p>
      <CodeForm key={kind} kind={kind} {...props} />
      <div className="second-step-ways">
        <UnstyledButton className="nh-link" onClick={() => setKind(kind === 'app' ? 'backup' : 'app')}>
          {t(kind === 'app' ? 'twoFactor.step.useBackup' : 'twoFactor.step.useApp')}
        </UnstyledButton>
        <UnstyledButton className="nh-link" onClick={props.onBack}>
          {t('twoFactor.step.back')}
        </UnstyledButton>
      </div>
      {kind === 'backup' ? <p className="gate-below">{t('twoFactor.step.lost')}</p> : null}
    </>
  );
}

function CodeForm({ kind, onSignedIn }: SecondStepProps & { kind: CodeKind }) {
  const { t } = useTranslation();
  const form = useForm({
    initial: { code: '' },
    schema,
    focusFirst: true,
    send: async ({ code }) => {
      await twoFactorApi.secondStep(kind, code);
      onSignedIn();
    },
  });
  const isApp = kind === 'app';
  return (
    <form className="form" {...form.formProps}>
      <TextInput
        label={t(isApp ? 'twoFactor.code' : 'twoFactor.step.backupCode')}
        inputMode={isApp ? 'numeric' : 'text'}
        autoComplete={isApp ? 'one-time-code' : 'off'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        size="md"
        classNames={{ input: 'code-input' }}
        {...form.field('code')}
      />
      <FormError error={form.sending.error} />
      <Button type="submit" size="md" fullWidth loading={form.sending.isPending || form.sending.isSuccess}>
        {t('twoFactor.step.submit')}
      </Button>
    </form>
  );
}

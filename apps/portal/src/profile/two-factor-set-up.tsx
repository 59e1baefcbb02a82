// Turning two-factor sign-in on, in three steps: who is there, the secret and a first code, the backup codes.
import { Button, TextInput } from '@mantine/core';
import type { Me, NewTwoFactor } from '@nearhand/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { twoFactorApi } from '../api/two-factor.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { CopyButton } from '../support/copy-button.tsx';
import { QrCode } from '../support/qr-code.tsx';
import { BackupCodes } from './backup-codes.tsx';
import { ProofFields, emptyProof, proofFieldsSchema } from './proof-fields.tsx';
import './two-factor.css';

interface TwoFactorSetUpProps {
  me: Me;
  doneLabel: string;
  onDone: () => void;
  /** The backup codes are shown now, and only now. */
  onCodes?: () => void;
}

const codeSchema = z.object({ code: z.string().trim().min(1).max(40) });

export function TwoFactorSetUp({ me, doneLabel, onDone, onCodes }: TwoFactorSetUpProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewTwoFactor | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) {
    return (
      <BackupCodes codes={codes} email={me.member.email} lead={t('twoFactor.isOn')} label={doneLabel} onDone={onDone} />
    );
  }
  if (made === null) return <PersonStep me={me} onMade={setMade} />;
  return (
    <ScanStep
      made={made}
      onCodes={(shown) => {
        setCodes(shown);
        onCodes?.();
      }}
    />
  );
}

function PersonStep({ me, onMade }: { me: Me; onMade: (made: NewTwoFactor) => void }) {
  const { t } = useTranslation();
  // It is off still: no code is asked for.
  const person = { ...me, twoFactor: { ...me.twoFactor, enabled: false } };
  const form = useForm({
    initial: emptyProof,
    schema: proofFieldsSchema(person),
    focusFirst: true,
    send: async ({ password }) => onMade(await twoFactorApi.begin(password)),
  });
  return (
    <form className="form" {...form.formProps}>
      <ProofFields me={person} field={form.field} />
      <FormError error={form.sending.error} />
      <div className="form-actions">
        <Button type="submit" loading={form.sending.isPending}>
          {t('twoFactor.next')}
        </Button>
      </div>
    </form>
  );
}

function ScanStep({ made, onCodes }: { made: NewTwoFactor; onCodes: (codes: readonly string[]) => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const form = useForm({
    initial: { code: '' },
    schema: codeSchema,
    send: async ({ code }) => onCodes(await twoFactorApi.confirm(code)),
  });
  const groups = made.secret.match(/.{1,4}/g) ?? [];
  return (
    <div className="two-factor-scan">
      <h3 ref={heading} tabIndex={-1}>
        {t('twoFactor.scanTitle')}
      </h3>
      <p className="nh-muted nh-small">{t('twoFactor.scanHint')}</p>
      <figure className="two-factor-qr">
        <QrCode text={made.address} size={184} />
        <span className="nh-hidden">{t('twoFactor.qr')}</span>
      </figure>
      <p className="nh-small nh-muted" id="two-factor-secret">
        {t('twoFactor.typeIt')}
      </p>
      <div className="two-factor-secret">
        <code aria-labelledby="two-factor-secret">{groups.join(' ')}</code>
        <CopyButton text={made.secret} description={t('twoFactor.copySecret')} variant="default" />
      </div>
      <form className="form" {...form.formProps}>
        <TextInput
          label={t('twoFactor.code')}
          description={t('twoFactor.codeHint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          {...form.field('code')}
        />
        <FormError error={form.sending.error} />
        <div className="form-actions">
          <Button type="submit" loading={form.sending.isPending}>
            {t('twoFactor.confirm')}
          </Button>
        </div>
      </form>
    </div>
  );
}

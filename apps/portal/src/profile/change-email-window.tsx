// The window in which a member changes the e-mail address: who is there and the new address, then the code mailed to it.
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { emailSchema } from '@nearhand/protocol';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { accountApi } from '../api/account.ts';
import { FormActions } from '../form/form-actions.tsx';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProofFields, emptyProof, proofFieldsSchema } from './proof-fields.tsx';

interface ChangeEmailWindowProps {
  opened: boolean;
  /** The address a code was mailed to; null: none is asked for yet. */
  waiting: string | null;
  onClose: () => void;
  /** A code was asked for, or given up. */
  onAsked: () => Promise<void>;
  onChanged: () => void;
  /** After it has faded. */
  onGone: () => void;
}

export function ChangeEmailWindow(props: ChangeEmailWindowProps) {
  const { opened, waiting, onClose, onAsked, onChanged, onGone } = props;
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} onExitTransitionEnd={onGone} title={t('account.email.title')}>
      {waiting === null ? (
        <AddressForm onClose={onClose} onAsked={onAsked} />
      ) : (
        <CodeForm email={waiting} onAsked={onAsked} onChanged={onChanged} />
      )}
    </Dialog>
  );
}

function AddressForm({ onClose, onAsked }: Pick<ChangeEmailWindowProps, 'onClose' | 'onAsked'>) {
  const { t } = useTranslation();
  const me = useMe();
  const form = useForm({
    initial: { email: '', ...emptyProof },
    schema: z.object({ email: emailSchema }).extend(proofFieldsSchema(me).shape),
    send: async ({ email, ...proof }) => {
      await accountApi.changeEmail(email.trim(), proof);
      await onAsked();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <p className="nh-muted">{t('account.email.lead')}</p>
      <TextInput
        label={t('account.email.new')}
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        {...form.field('email')}
      />
      <ProofFields me={me} field={form.field} />
      <FormActions sending={form.sending} submitLabel={t('account.email.send')} onCancel={onClose} />
    </form>
  );
}

const codeSchema = z.object({ code: z.string().trim().min(1).max(40) });

function CodeForm({
  email,
  onAsked,
  onChanged,
}: Pick<ChangeEmailWindowProps, 'onAsked' | 'onChanged'> & { email: string }) {
  const { t } = useTranslation();
  const form = useForm({
    initial: { code: '' },
    schema: codeSchema,
    focusFirst: true,
    send: async ({ code }) => {
      await accountApi.confirmEmail(code);
      onChanged();
    },
  });
  const giveUp = useMutation({ mutationFn: accountApi.keepEmail, onSuccess: onAsked });
  return (
    <form className="form" {...form.formProps}>
      <p>{t('account.email.codeLead', { email })}</p>
      <TextInput
        label={t('account.email.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        classNames={{ input: 'code-input' }}
        data-autofocus
        {...form.field('code')}
      />
      <p className="nh-muted nh-small">{t('account.email.consequences')}</p>
      <FormError error={form.sending.error ?? giveUp.error} />
      <div className="form-actions email-actions">
        <UnstyledButton className="nh-link" onClick={() => giveUp.mutate()}>
          {t('account.email.another')}
        </UnstyledButton>
        <Button type="submit" loading={form.sending.isPending}>
          {t('account.email.confirm')}
        </Button>
      </div>
    </form>
  );
}

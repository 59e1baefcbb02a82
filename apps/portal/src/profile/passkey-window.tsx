// The windows of the passkeys section: one to add, one to rename, one to remove.
import { TextInput } from '@mantine/core';
import { type Me, type Passkey, renamePasskeySchema } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { passkeysApi } from '../api/passkeys.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { useDeviceWords } from './device-words.ts';
import { ProofFields, emptyProof, proofFieldsSchema } from './proof-fields.tsx';

export type PasskeyTask = { kind: 'add' } | { kind: 'rename' | 'remove'; passkey: Passkey };

interface PasskeyWindowProps {
  /** Closed while null. */
  task: PasskeyTask | null;
  me: Me;
  onClose: () => void;
  /** With what was done, for screen readers. */
  onDone: (news: string) => void;
}

const titles = {
  add: 'passkeys.addTitle',
  rename: 'passkeys.renameTitle',
  remove: 'passkeys.removeTitle',
} as const;

export function PasskeyWindow({ task, ...rest }: PasskeyWindowProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={task !== null} onClose={rest.onClose} title={task === null ? '' : t(titles[task.kind])}>
      {task?.kind === 'add' ? <AddForm {...rest} /> : null}
      {task?.kind === 'rename' ? <RenameForm passkey={task.passkey} {...rest} /> : null}
      {task?.kind === 'remove' ? <RemoveForm passkey={task.passkey} {...rest} /> : null}
    </Dialog>
  );
}

type FormProps = Omit<PasskeyWindowProps, 'task'>;

function AddForm({ me, onClose, onDone }: FormProps) {
  const { t } = useTranslation();
  const suggested = useDeviceWords()(navigator.userAgent);
  const form = useForm({
    initial: { name: suggested, ...emptyProof },
    schema: renamePasskeySchema.extend(proofFieldsSchema(me).shape),
    send: async ({ name, password, code }) => {
      await passkeysApi.add(name.trim(), { password, code });
      onDone(t('passkeys.added'));
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <p className="nh-muted">{t('passkeys.addHint')}</p>
      <TextInput
        label={t('passkeys.name')}
        description={t('passkeys.nameHint')}
        autoComplete="off"
        {...form.field('name')}
      />
      <ProofFields me={me} field={form.field} />
      <FormActions sending={form.sending} submitLabel={t('passkeys.add')} onCancel={onClose} />
    </form>
  );
}

function RenameForm({ passkey, onClose, onDone }: FormProps & { passkey: Passkey }) {
  const { t } = useTranslation();
  const form = useForm({
    initial: { name: passkey.name },
    schema: renamePasskeySchema,
    focusFirst: true,
    send: async ({ name }) => {
      await passkeysApi.rename(passkey.id, name.trim());
      onDone('');
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput label={t('passkeys.name')} autoComplete="off" data-autofocus {...form.field('name')} />
      <FormActions sending={form.sending} submitLabel={t('action.save')} onCancel={onClose} />
    </form>
  );
}

function RemoveForm({ passkey, me, onClose, onDone }: FormProps & { passkey: Passkey }) {
  const { t } = useTranslation();
  const form = useForm({
    initial: emptyProof,
    schema: proofFieldsSchema(me),
    send: async (proof) => {
      await passkeysApi.remove(passkey.id, proof);
      onDone(t('passkeys.removed'));
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <p className="nh-muted">{t('passkeys.removeHint', { name: passkey.name })}</p>
      <ProofFields me={me} field={form.field} />
      <FormActions sending={form.sending} submitLabel={t('passkeys.remove')} dangerous onCancel={onClose} />
    </form>
  );
}

// The windows of the section of other accounts: one to join, one to remove.
import type { Me, OwnProvider } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { providersApi } from '../api/providers.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProofFields, emptyProof, proofFieldsSchema } from './proof-fields.tsx';

export interface ProviderTask {
  kind: 'join' | 'remove';
  provider: OwnProvider;
}

interface ProviderWindowProps {
  /** Closed while null. */
  task: ProviderTask | null;
  me: Me;
  onClose: () => void;
  onRemoved: (name: string) => void;
}

const titles = { join: 'account.providers.joinTitle', remove: 'account.providers.removeTitle' } as const;

export function ProviderWindow({ task, ...rest }: ProviderWindowProps) {
  const { t } = useTranslation();
  const name = task?.provider.name ?? '';
  return (
    <Dialog opened={task !== null} onClose={rest.onClose} title={task === null ? '' : t(titles[task.kind], { name })}>
      {task?.kind === 'join' ? <JoinForm provider={task.provider} {...rest} /> : null}
      {task?.kind === 'remove' ? <RemoveForm provider={task.provider} {...rest} /> : null}
    </Dialog>
  );
}

type FormProps = Omit<ProviderWindowProps, 'task'> & { provider: OwnProvider };

function JoinForm({ provider: { id, name }, me, onClose }: FormProps) {
  const { t } = useTranslation();
  const form = useForm({
    initial: emptyProof,
    schema: proofFieldsSchema(me),
    send: async (proof) => window.location.assign((await providersApi.join(id, proof)).url),
  });
  const { error, isPending, isSuccess } = form.sending;
  return (
    <form className="form" {...form.formProps}>
      <p className="nh-muted">{t('account.providers.joinHint', { name })}</p>
      <ProofFields me={me} field={form.field} />
      <FormActions
        sending={{ error, isPending: isPending || isSuccess }}
        submitLabel={t('account.providers.goOn', { name })}
        onCancel={onClose}
      />
    </form>
  );
}

function RemoveForm({ provider: { id, name }, me, onClose, onRemoved }: FormProps) {
  const { t } = useTranslation();
  const form = useForm({
    initial: emptyProof,
    schema: proofFieldsSchema(me),
    send: async (proof) => {
      await providersApi.remove(id, proof);
      onRemoved(name);
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <p className="nh-muted">{t('account.providers.removeHint', { name })}</p>
      <ProofFields me={me} field={form.field} />
      <FormActions sending={form.sending} submitLabel={t('account.providers.remove')} dangerous onCancel={onClose} />
    </form>
  );
}

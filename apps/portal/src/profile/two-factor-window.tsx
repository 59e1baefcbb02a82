// The windows of the two-factor section. Whatever changes something that is on asks who is there, and for a code.
import type { Me } from '@nearhand/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TypedProof } from '../api/own-proof.ts';
import { twoFactorApi } from '../api/two-factor.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { BackupCodes } from './backup-codes.tsx';
import { ProofFields, emptyProof, proofFieldsSchema } from './proof-fields.tsx';
import { TwoFactorSetUp } from './two-factor-set-up.tsx';

export type TwoFactorWindowKind = 'turnOn' | 'turnOff' | 'newCodes';

interface TwoFactorWindowProps {
  /** Closed while null. */
  kind: TwoFactorWindowKind | null;
  me: Me;
  onClose: () => void;
}

const titles = {
  turnOn: 'twoFactor.title',
  turnOff: 'twoFactor.turnOffTitle',
  newCodes: 'twoFactor.newCodesTitle',
} as const;

export function TwoFactorWindow({ kind, me, onClose }: TwoFactorWindowProps) {
  const { t } = useTranslation();
  const [codesShown, setCodesShown] = useState(false);
  const close = () => {
    setCodesShown(false);
    onClose();
  };
  const onCodes = () => setCodesShown(true);
  return (
    <Dialog
      opened={kind !== null}
      onClose={close}
      title={kind === null ? '' : t(titles[kind])}
      // The codes are not shown again: nobody should lose them by a stray click.
      closeOnClickOutside={!codesShown}
      closeOnEscape={!codesShown}
      withCloseButton={!codesShown}
    >
      {kind === 'turnOn' ? (
        <TwoFactorSetUp me={me} doneLabel={t('twoFactor.codesSaved')} onDone={close} onCodes={onCodes} />
      ) : null}
      {kind === 'newCodes' ? <NewCodes me={me} onCodes={onCodes} onClose={close} /> : null}
      {kind === 'turnOff' ? <TurnOff me={me} onClose={close} /> : null}
    </Dialog>
  );
}

function NewCodes({ me, onCodes, onClose }: { me: Me; onCodes: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) {
    return <BackupCodes codes={codes} email={me.member.email} label={t('twoFactor.codesSaved')} onDone={onClose} />;
  }
  return (
    <ProofForm
      me={me}
      lead={t('twoFactor.newCodesHint')}
      label={t('twoFactor.newCodes')}
      onClose={onClose}
      send={async (proof) => {
        setCodes(await twoFactorApi.renewBackupCodes(proof));
        onCodes();
      }}
    />
  );
}

function TurnOff({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ProofForm
      me={me}
      isDangerous
      lead={t('twoFactor.turnOffHint')}
      label={t('twoFactor.turnOff')}
      onClose={onClose}
      send={async (proof) => {
        await twoFactorApi.turnOff(proof);
        // Required: the next page is the one to set it up.
        if (me.twoFactor.required) window.location.assign('/two-factor');
        else onClose();
      }}
    />
  );
}

interface ProofFormProps {
  me: Me;
  lead: string;
  label: string;
  isDangerous?: boolean;
  onClose: () => void;
  send: (proof: TypedProof) => Promise<void>;
}

function ProofForm({ me, lead, label, isDangerous = false, onClose, send }: ProofFormProps) {
  const form = useForm({ initial: emptyProof, schema: proofFieldsSchema(me), send });
  return (
    <form className="form" {...form.formProps}>
      <p className="nh-muted">{lead}</p>
      <ProofFields me={me} field={form.field} />
      <FormActions sending={form.sending} submitLabel={label} dangerous={isDangerous} onCancel={onClose} />
    </form>
  );
}

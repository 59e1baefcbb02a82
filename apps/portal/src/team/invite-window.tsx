// Inviting a member: address and role; then that the mail is on its way.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { inviteMemberSchema, mayInviteAs, roleSchema, roles } from '@nearhand/protocol';
import { IconInbox, IconMailFast } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberInvitationsApi, memberInvitationsQuery } from '../api/member-invitations.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';

interface Sent {
  readonly email: string;
  readonly mailed: boolean;
}

export function InviteWindow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState<Sent | null>(null);
  return (
    <Dialog opened={opened} onClose={onClose} onExitTransitionEnd={() => setSent(null)} title={t('inviting.title')}>
      {sent === null ? (
        <InviteForm onSent={setSent} onCancel={onClose} />
      ) : (
        <OnItsWay sent={sent} onAnother={() => setSent(null)} onDone={onClose} />
      )}
    </Dialog>
  );
}

function InviteForm({ onSent, onCancel }: { onSent: (sent: Sent) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { member: me, rights } = useMe();
  const offered = roles.filter((role) => mayInviteAs({ role: me.role, rights }, role));
  const form = useForm({
    initial: { email: '', role: 'technician' },
    schema: inviteMemberSchema,
    send: async ({ email, role }) => {
      const { invitation, mailed } = await memberInvitationsApi.invite(email.trim(), roleSchema.parse(role));
      await client.invalidateQueries({ queryKey: memberInvitationsQuery.queryKey });
      onSent({ email: invitation.email, mailed });
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput type="email" label={t('signIn.email')} autoComplete="off" data-autofocus {...form.field('email')} />
      <NativeSelect
        label={t('profile.role')}
        description={t(`inviting.roles.${roleSchema.parse(form.values.role)}`)}
        data={offered.map((role) => ({ value: role, label: t(`profile.roles.${role}`) }))}
        {...form.field('role')}
      />
      <FormActions sending={form.sending} submitLabel={t('inviting.send')} onCancel={onCancel} />
    </form>
  );
}

interface OnItsWayProps {
  sent: Sent;
  onAnother: () => void;
  onDone: () => void;
}

function OnItsWay({ sent: { email, mailed }, onAnother, onDone }: OnItsWayProps) {
  const { t } = useTranslation();
  const Icon = mailed ? IconMailFast : IconInbox;
  return (
    <div className="form invited">
      <span className="invited-icon" aria-hidden="true">
        <Icon size={24} stroke={1.6} />
      </span>
      <output>
        <strong>{t('inviting.sent', { email })}</strong>
        <p className="nh-muted">{mailed ? t('inviting.sentHint') : t('inviting.keptHint')}</p>
      </output>
      <div className="form-actions">
        <Button variant="default" onClick={onAnother}>
          {t('inviting.another')}
        </Button>
        <Button onClick={onDone} data-autofocus>
          {t('inviting.done')}
        </Button>
      </div>
    </div>
  );
}

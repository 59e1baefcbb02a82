// Inviting a member: address and role; then that the mail is on its way.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { inviteMemberSchema, mayInviteAs, rightsOfRole, roleIdSchema, roleSchema, roles } from '@nearhand/protocol';
import { IconInbox, IconMailFast } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberInvitationsApi, memberInvitationsQuery } from '../api/member-invitations.ts';
import { rolesQuery } from '../api/rights.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../member/member.ts';
import { useRoleName } from '../member/role-name.ts';
import { useRightsWords } from '../rights/rights-words.ts';
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
  const roleName = useRoleName();
  const rightsWords = useRightsWords();
  // The built-in ones are there at once, and where the list cannot be read.
  const known = useQuery(rolesQuery).data ?? roles.map((id) => ({ id, name: null, rights: rightsOfRole[id] }));
  const offered = known.filter((role) =>
    mayInviteAs({ role: me.role, rights }, { role: role.id, rights: role.rights }),
  );
  const form = useForm({
    initial: { email: '', role: offered.some(({ id }) => id === 'technician') ? 'technician' : (offered[0]?.id ?? '') },
    schema: inviteMemberSchema,
    send: async ({ email, role }) => {
      const { invitation, mailed } = await memberInvitationsApi.invite(email.trim(), roleIdSchema.parse(role));
      await client.invalidateQueries({ queryKey: memberInvitationsQuery.queryKey });
      onSent({ email: invitation.email, mailed });
    },
  });
  const builtIn = roleSchema.safeParse(form.values.role);
  const own = offered.find(({ id }) => id === form.values.role);
  return (
    <form className="form" {...form.formProps}>
      <TextInput type="email" label={t('signIn.email')} autoComplete="off" data-autofocus {...form.field('email')} />
      <NativeSelect
        label={t('profile.role')}
        description={builtIn.success ? t(`inviting.roles.${builtIn.data}`) : rightsWords(own?.rights ?? [])}
        data={offered.map(({ id, name }) => ({ value: id, label: roleName(id, name) }))}
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

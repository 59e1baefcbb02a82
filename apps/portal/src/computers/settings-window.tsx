// What can be set of a computer: its name, and what it allows. Whatever is allowed here, the person at the computer may
// still forbid.
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { type Computer, lineSchema, type Permission, permissions as everyPermission } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { changeComputer } from '../api/computer-shares.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { computerName } from './computer-name.ts';

const askSeconds = [30, 60, 180, 600] as const;

interface SettingsWindowProps {
  /** Null: closed. */
  computer: Computer | null;
  onClose: () => void;
}

export function SettingsWindow({ computer, onClose }: SettingsWindowProps) {
  const { t } = useTranslation();
  const name = computer === null ? '' : computerName(computer, t);
  return (
    <Dialog opened={computer !== null} onClose={onClose} title={<bdi>{t('computers.settings.title', { name })}</bdi>}>
      {computer === null ? null : <SettingsForm computer={computer} onClose={onClose} />}
    </Dialog>
  );
}

function SettingsForm({ computer, onClose }: { computer: Computer; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isDemo = computer.kind === 'demo';
  const [ask, setAsk] = useState(computer.policy.ask);
  const [enabled, setEnabled] = useState(!computer.policy.disabled);
  const form = useForm({
    initial: {
      name: computer.name,
      permission: computer.policy.permissions.includes('control') ? 'control' : 'view',
      seconds: String(computer.policy.askSeconds),
    },
    schema: z.object({ name: lineSchema(60) }),
    focusFirst: !isDemo,
    send: async ({ name, permission, seconds }) => {
      const permissions: Permission[] = permission === 'control' ? [...everyPermission] : ['view'];
      const asking = isDemo ? {} : { ask, askSeconds: Number(seconds) };
      await changeComputer(computer.id, {
        // As it is shown, it may have been changed elsewhere meanwhile.
        ...(isDemo || name.trim() === computer.name ? {} : { name }),
        policy: { disabled: !enabled, permissions, ...asking },
      });
      await client.invalidateQueries({ queryKey: queryKeys.computers });
      onClose();
    },
  });
  const waits = [...new Set([...askSeconds, computer.policy.askSeconds])].toSorted((a, b) => a - b);
  return (
    <form className="form" {...form.formProps}>
      {isDemo ? null : <TextInput label={t('computers.settings.name')} maxLength={60} {...form.field('name')} />}
      <NativeSelect
        label={t('computers.settings.allows')}
        description={t('computers.settings.allowsHint')}
        data={[
          { value: 'view', label: t('sharing.view') },
          { value: 'control', label: t('sharing.control') },
        ]}
        {...form.field('permission')}
      />
      {isDemo ? null : (
        <>
          <Switch
            label={t('computers.settings.ask')}
            description={t('computers.settings.askHint')}
            checked={ask}
            onChange={(event) => setAsk(event.currentTarget.checked)}
          />
          <NativeSelect
            label={t('computers.settings.wait')}
            disabled={!ask}
            data={waits.map((count) => ({
              value: String(count),
              label:
                count < 60
                  ? t('computers.settings.seconds', { count })
                  : t('computers.settings.minutes', { count: count / 60 }),
            }))}
            {...form.field('seconds')}
          />
        </>
      )}
      <Switch
        label={t('computers.settings.enabled')}
        description={t('computers.settings.enabledHint')}
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
      <FormActions sending={form.sending} submitLabel={t('rights.save')} onCancel={onClose} />
    </form>
  );
}

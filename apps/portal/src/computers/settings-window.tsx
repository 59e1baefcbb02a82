// What can be set of a computer: its name, and what it allows. Whatever is allowed here, the person at the computer may
// still forbid.
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { type Computer, endings, endingSchema, lineSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { changeComputer } from '../api/computer-shares.ts';
import { queryKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { type FormField, useForm } from '../form/use-form.ts';
import { Dialog } from '../shell/dialog.tsx';
import { changedSettings } from './changes.ts';
import { computerName } from './computer-name.ts';
import { PermissionField } from './permission-field.tsx';
import { UnlockFields } from './unlock/unlock-fields.tsx';
import { useUnlock } from './unlock/use-unlock.ts';

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
  // As it is shown, others may change it.
  const [before] = useState(computer);
  const [ask, setAsk] = useState(before.policy.ask);
  const [enabled, setEnabled] = useState(!before.policy.disabled);
  const [permissions, setPermissions] = useState(before.policy.permissions);
  const unlock = useUnlock(computer);
  const form = useForm({
    initial: {
      name: before.name,
      seconds: String(before.policy.askSeconds),
      atEnd: before.policy.atEnd,
      unlockUser: '',
      unlockPassword: '',
    },
    schema: z.object({ name: lineSchema(60), atEnd: endingSchema, ...unlock.fields }),
    focusFirst: !isDemo,
    send: async ({ name, seconds, atEnd, ...typed }) => {
      const policy = { disabled: !enabled, permissions, ask, askSeconds: Number(seconds), atEnd };
      const changes = changedSettings(before, { name, policy });
      if (changes !== null) await changeComputer(computer.id, changes);
      const isSaved = await unlock.save(typed);
      if (changes !== null || isSaved) await client.invalidateQueries({ queryKey: queryKeys.computers });
      onClose();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      {isDemo ? null : <TextInput label={t('computers.settings.name')} maxLength={60} {...form.field('name')} />}
      <PermissionField
        label={t('computers.settings.allows')}
        hint={t(isDemo ? 'computers.settings.demoHint' : 'computers.settings.allowsHint')}
        chosen={permissions}
        onChange={setPermissions}
      />
      {isDemo ? null : (
        <>
          <AskFields ask={ask} onAsk={setAsk} before={before.policy.askSeconds} field={form.field('seconds')} />
          <NativeSelect
            label={t('computers.settings.atEnd')}
            description={t('computers.settings.atEndHint')}
            data={endings.map((ending) => ({ value: ending, label: t(`computers.settings.endings.${ending}`) }))}
            {...form.field('atEnd')}
          />
          <UnlockFields
            unlock={unlock.query}
            on={unlock.on}
            onSwitch={unlock.setOn}
            userField={form.field('unlockUser')}
            passwordField={form.field('unlockPassword')}
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

interface AskFieldsProps {
  ask: boolean;
  onAsk: (ask: boolean) => void;
  /** Which may be none of those that are offered. */
  before: number;
  field: FormField;
}

function AskFields({ ask, onAsk, before, field }: AskFieldsProps) {
  const { t } = useTranslation();
  const waits = [...new Set([...askSeconds, before])].toSorted((a, b) => a - b);
  return (
    <>
      <Switch
        label={t('computers.settings.ask')}
        description={t('computers.settings.askHint')}
        checked={ask}
        onChange={(event) => onAsk(event.currentTarget.checked)}
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
        {...field}
      />
    </>
  );
}

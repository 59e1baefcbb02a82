// With whom, what it brings, until when: of a new share, or of one that is changed.
import { TextInput } from '@mantine/core';
import {
  type ChangeComputerShare,
  type ComputerShare,
  emailSchema,
  type Permission,
  permissions,
} from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { computerSharesApi, computerSharesQuery } from '../../api/computer-shares.ts';
import { FormActions } from '../../form/form-actions.tsx';
import { useForm } from '../../form/use-form.ts';
import { useNow } from '../../i18n/format.ts';
import { useRight } from '../../member/member.ts';
import { PermissionField } from '../permission-field.tsx';
import { changedShare, type ShareValues } from './changed-share.ts';
import { dayOf, endOfDay } from './end-date.ts';

interface ShareFormProps {
  computerId: string;
  /** Null: a new one. */
  share: ComputerShare | null;
  onDone: (news: string) => void;
  onCancel: () => void;
}

const fewest: Permission[] = ['view'];

/** A day that was not touched may be over, and is not sent. */
const valuesSchema = (untouched: string) =>
  z.object({
    email: emailSchema,
    until: z.string().refine((day) => day === untouched || Date.parse(endOfDay(day) ?? '') > Date.now()),
  });

export function ShareForm({ computerId, share, onDone, onCancel }: ShareFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const nowMs = useNow();
  const before = {
    permissions: share?.permissions ?? fewest,
    day: typeof share?.until === 'string' ? dayOf(share.until) : '',
  };
  const [chosen, setChosen] = useState(before.permissions);
  const held = { view: true, control: useRight('sessions.control'), clipboard: useRight('sessions.clipboard') };
  const form = useForm({
    initial: { email: share?.email ?? '', until: before.day },
    schema: valuesSchema(before.day),
    focusFirst: true,
    send: async ({ email: written, until: day }) => {
      const email = written.trim();
      const after = { permissions: chosen, day };
      const news = await (share === null
        ? add(computerId, email, after)
        : change(computerId, share.id, changedShare(before, after)));
      if (news === null) return onCancel();
      await client.invalidateQueries({ queryKey: computerSharesQuery(computerId).queryKey });
      onDone(t(news, { email }));
    },
  });
  return (
    <form
      className="form share-form"
      aria-label={share === null ? t('sharing.add') : t('sharing.editNamed', { email: share.email })}
      {...form.formProps}
    >
      <TextInput
        type="email"
        label={t('signIn.email')}
        autoComplete="off"
        readOnly={share !== null}
        {...form.field('email')}
      />
      <div className="share-fields">
        <PermissionField
          label={t('sharing.may')}
          chosen={chosen}
          offered={permissions.filter((one) => held[one] || before.permissions.includes(one))}
          onChange={setChosen}
        />
        <TextInput
          type="date"
          label={t('sharing.endDate')}
          min={dayOf(new Date(nowMs).toISOString())}
          {...form.field('until')}
        />
      </div>
      <FormActions
        sending={form.sending}
        submitLabel={share === null ? t('sharing.share') : t('rights.save')}
        onCancel={onCancel}
      />
    </form>
  );
}

async function add(computerId: string, email: string, { permissions, day }: ShareValues) {
  const { mailed } = await computerSharesApi.share(computerId, { email, permissions, until: endOfDay(day) });
  return mailed ? 'sharing.shared' : 'sharing.sharedKept';
}

/** Null: there was nothing to do. */
async function change(computerId: string, id: string, changes: ChangeComputerShare | null) {
  if (changes === null) return null;
  await computerSharesApi.change(computerId, id, changes);
  return 'sharing.changed';
}

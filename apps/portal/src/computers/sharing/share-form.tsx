// With whom, what it brings, until when: of a new share, or of one that is changed.
import { NativeSelect, TextInput } from '@mantine/core';
import { type ComputerShare, emailSchema, type Permission } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { computerSharesApi, computerSharesQuery } from '../../api/computer-shares.ts';
import { FormActions } from '../../form/form-actions.tsx';
import { useForm } from '../../form/use-form.ts';
import { useNow } from '../../i18n/format.ts';
import { useRight } from '../../member/member.ts';
import { dayOf, endOfDay } from './end-date.ts';

interface ShareFormProps {
  computerId: string;
  /** Null: a new one. */
  share: ComputerShare | null;
  onDone: (news: string) => void;
  onCancel: () => void;
}

const valuesSchema = z.object({
  email: emailSchema,
  permission: z.enum(['view', 'control']),
  until: z.string().refine((day) => day === '' || Date.parse(endOfDay(day) ?? '') > Date.now()),
});

export function ShareForm({ computerId, share, onDone, onCancel }: ShareFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const nowMs = useNow();
  const until = share?.until ?? null;
  const mayControl = useRight('sessions.control') || share?.permissions.includes('control') === true;
  const mayCopy = useRight('sessions.clipboard') || share?.permissions.includes('clipboard') === true;
  const withControl: Permission[] = mayCopy ? ['view', 'control', 'clipboard'] : ['view', 'control'];
  const form = useForm({
    initial: {
      email: share?.email ?? '',
      permission: share?.permissions.includes('control') === true ? 'control' : 'view',
      until: until === null ? '' : dayOf(until),
    },
    schema: valuesSchema,
    focusFirst: true,
    send: async ({ email, permission, until }) => {
      const permissions: Permission[] = permission === 'control' ? withControl : ['view'];
      const what = { permissions, until: endOfDay(until) };
      const mailed =
        share === null
          ? (await computerSharesApi.share(computerId, { email: email.trim(), ...what })).mailed
          : await computerSharesApi.change(computerId, share.id, what);
      await client.invalidateQueries({ queryKey: computerSharesQuery(computerId).queryKey });
      if (share !== null) return onDone(t('sharing.changed', { email }));
      onDone(t(mailed === true ? 'sharing.shared' : 'sharing.sharedKept', { email: email.trim() }));
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
        <NativeSelect
          label={t('sharing.may')}
          data={[
            { value: 'view', label: t('sharing.view') },
            ...(mayControl ? [{ value: 'control', label: t('sharing.control') }] : []),
          ]}
          {...form.field('permission')}
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

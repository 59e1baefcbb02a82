// How long things are kept.
import { NativeSelect } from '@mantine/core';
import type { Retention } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { Section, SectionEnd } from './section.tsx';
import { useChangeSettings } from './use-change-settings.ts';

const forEver = '';
const choices = {
  requestDays: [30, 90, 180, 365, 730, 1825, 3650],
  mailDays: [1, 7, 30, 90, 365],
  auditDays: [30, 90, 180, 365, 730, 1825, 3650],
} as const satisfies Record<keyof Retention, readonly number[]>;
const keys = ['requestDays', 'mailDays', 'auditDays'] as const;

const written = (days: number | null) => (days === null ? forEver : String(days));
const read = (text: string) => (text === forEver ? null : Number(text));

export function RetentionSection({ retention }: { retention: Retention }) {
  const { t } = useTranslation();
  const change = useChangeSettings();
  const form = useForm({
    initial: {
      requestDays: written(retention.requestDays),
      mailDays: written(retention.mailDays),
      auditDays: written(retention.auditDays),
    },
    schema: z.object({}),
    send: ({ requestDays, mailDays, auditDays }) =>
      change({
        retention: { requestDays: read(requestDays), mailDays: read(mailDays), auditDays: read(auditDays) },
      }),
  });
  const options = (key: keyof Retention) => {
    // One that was set by another way is shown, too.
    const days = [...new Set([...choices[key], ...(retention[key] === null ? [] : [retention[key]])])];
    return [
      ...days.toSorted((a, b) => a - b).map((count) => ({ value: String(count), label: period(count) })),
      { value: forEver, label: t('host.retention.forEver') },
    ];
  };
  const period = (days: number): string =>
    days % 365 === 0 ? t('host.retention.years', { count: days / 365 }) : t('host.retention.days', { count: days });
  return (
    <Section title={t('host.retention.title')} text={t('host.retention.text')}>
      <form className="form" {...form.formProps}>
        {keys.map((key) => (
          <NativeSelect
            key={key}
            label={t(`host.retention.${key}`)}
            description={t(`host.retention.${key}Hint`)}
            data={options(key)}
            {...form.field(key)}
          />
        ))}
        <SectionEnd sending={form.sending} />
      </form>
    </Section>
  );
}

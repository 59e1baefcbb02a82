// Choosing a queue, or none where one may have private requests.
import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import type { Named } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { useRight } from '../member/member.ts';

interface QueueFieldProps extends Pick<NativeSelectProps, 'size' | 'disabled' | 'error' | 'description'> {
  queues: readonly Named[];
  /** Null: private. */
  value: string | null;
  onChange: (id: string | null) => void;
}

export function QueueField({ queues, value, onChange, ...look }: QueueFieldProps) {
  const { t } = useTranslation();
  const mayPrivate = useRight('requests.private');
  return (
    <NativeSelect
      label={t('support.place.queue')}
      data={[
        ...(mayPrivate || value === null ? [{ value: '', label: t('support.place.private') }] : []),
        ...queues.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      {...look}
    />
  );
}

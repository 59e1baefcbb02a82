// What a technician writes about a request, new or not.
import { TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../form/use-form.ts';

interface RequestFieldsProps {
  field: (name: 'customer' | 'comments') => FormField;
}

export function RequestFields({ field }: RequestFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('support.create.customer')}
        description={t('support.create.customerHint')}
        autoComplete="off"
        data-autofocus
        {...field('customer')}
      />
      <Textarea
        label={t('support.create.comments')}
        description={t('support.create.commentsHint')}
        rows={4}
        {...field('comments')}
      />
    </>
  );
}

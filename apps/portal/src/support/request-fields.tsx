// What a technician writes about a request, new or not.
import { TextInput, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../form/use-form.ts';

interface RequestFieldsProps {
  field: (name: 'customer' | 'customerEmail' | 'comments') => FormField;
  /** What is done with the address. */
  afterEmail?: ReactNode;
}

export function RequestFields({ field, afterEmail }: RequestFieldsProps) {
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
      <TextInput
        type="email"
        label={t('support.create.customerEmail')}
        autoComplete="off"
        {...field('customerEmail')}
      />
      {afterEmail}
      <Textarea
        label={t('support.create.comments')}
        description={t('support.create.commentsHint')}
        rows={4}
        {...field('comments')}
      />
    </>
  );
}

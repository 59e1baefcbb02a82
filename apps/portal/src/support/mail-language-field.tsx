// Choosing the language a mail is written in.
import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { localeNames } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { locales } from '../i18n/i18n.ts';

export function MailLanguageField(props: Pick<NativeSelectProps, 'name' | 'value' | 'onChange' | 'error'>) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('mailing.language')}
      data={locales.map((value) => ({ value, label: localeNames[value] }))}
      {...props}
    />
  );
}

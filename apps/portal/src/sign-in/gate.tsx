// The frame of pages that are seen before signing in: the mark, one card, the language.
import { NativeSelect } from '@mantine/core';
import { localeNames, localeSchema } from '@nearhand/protocol';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLocale, locales } from '../i18n/i18n.ts';
import { Logo } from '../theme/logo.tsx';
import { LegalLinks } from './legal-links.tsx';

export function Gate({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="gate">
      <main className="gate-main">
        <Logo size={34} withName />
        <div className="gate-card">{children}</div>
      </main>
      <footer className="gate-footer">
        <LegalLinks />
        <NativeSelect
          size="xs"
          variant="unstyled"
          aria-label={t('shell.language')}
          value={i18n.language}
          data={locales.map((locale) => ({ value: locale, label: localeNames[locale] }))}
          onChange={(event) => void changeLocale(i18n, localeSchema.parse(event.currentTarget.value))}
        />
      </footer>
    </div>
  );
}

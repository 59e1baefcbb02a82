// Says that something is being read: to eyes by what it encloses (a spinner where nothing is given), to screen readers in words.
import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface LoadingProps {
  className?: string;
  /** Placeholders in the shape of what is coming. */
  children?: ReactNode;
}

export function Loading({ className = 'loading', children }: LoadingProps) {
  const { t } = useTranslation();
  return (
    <div className={className} aria-busy="true">
      {children ?? <Loader size="sm" aria-hidden="true" />}
      <output className="nh-hidden">{t('page.loading')}</output>
    </div>
  );
}

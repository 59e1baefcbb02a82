// Pages that need nothing loaded: while a page comes, where none is, and when one fails.
import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../api/error-words.ts';
import { ApiError } from '../api/errors.ts';
import { NotOwnOrganisation } from '../organisations/linked-organisation.ts';
import { Logo } from '../theme/logo.tsx';
import { Loading } from './loading.tsx';
import { usePageTitle } from './page-title.ts';
import './plain-pages.css';

function Plain({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <main className="plain">
      <Logo size={44} />
      <h1>{title}</h1>
      <p className="nh-muted">{text}</p>
      {children}
    </main>
  );
}

export function PendingPage() {
  return <Loading className="plain" />;
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Plain title={t('page.notFound')} text={t('page.notFoundHint')}>
      <Button component="a" href="/support">
        {t('page.toStart')}
      </Button>
    </Plain>
  );
}

export function CrashPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  if (error instanceof NotOwnOrganisation) {
    return (
      <Plain title={t('organisations.notOwn.title')} text={t('organisations.notOwn.text')}>
        <Button component="a" href="/organisations">
          {t('organisations.notOwn.toOwn')}
        </Button>
      </Plain>
    );
  }
  const failedCall = error instanceof ApiError;
  return (
    <Plain
      title={failedCall ? t('page.failed') : t('page.crashed')}
      text={failedCall ? errorWords(error) : t('page.crashedHint')}
    >
      <Button onClick={() => window.location.reload()}>{t('page.reload')}</Button>
    </Plain>
  );
}

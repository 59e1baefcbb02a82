// Instead of a connection window: what it should lead to cannot be read, or is not there.
import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../shell/page-title.ts';
import { EmptyNote } from '../shell/notes.tsx';

interface MissingTargetProps {
  text: string;
  back: '/support' | '/computers';
  onRetry?: () => void;
}

export function MissingTarget({ text, back, onRetry }: MissingTargetProps) {
  const { t } = useTranslation();
  usePageTitle(t('connection.missing.title'));
  return (
    <main className="plain">
      <EmptyNote icon={IconPlugConnectedX} title={t('connection.missing.title')} text={text}>
        <div className="form-actions">
          {onRetry === undefined ? null : (
            <Button variant="default" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          )}
          <Button component="a" href={back}>
            {back === '/support' ? t('page.toStart') : t('connection.action.toComputers')}
          </Button>
        </div>
      </EmptyNote>
    </main>
  );
}

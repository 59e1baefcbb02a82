// What stands where a list would be: nothing there yet, or it could not be read.
import { Button } from '@mantine/core';
import { IconAlertTriangle, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../api/error-words.ts';
import { errorCodeOf } from '../api/errors.ts';
import './notes.css';

interface EmptyNoteProps {
  icon: TablerIcon;
  title: string;
  text: string;
  children?: ReactNode;
}

export function EmptyNote({ icon: Icon, title, text, children }: EmptyNoteProps) {
  return (
    <div className="note">
      <span className="note-icon">
        <Icon size={26} stroke={1.5} aria-hidden="true" />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

export function FailureNote({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  return (
    <div className="note" role="alert">
      <span className="note-icon" data-tone="trouble">
        <IconAlertTriangle size={26} stroke={1.5} aria-hidden="true" />
      </span>
      <h2>{t('page.failed')}</h2>
      <p>{errorWords(error)}</p>
      {/* What does not exist is not there the second time either. */}
      {errorCodeOf(error) === 'not_found' ? null : (
        <Button variant="default" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}

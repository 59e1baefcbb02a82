// Copies a text and says so, to eyes and screen readers alike.
import { Button, type ButtonProps } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './copy-button.css';

interface CopyButtonProps extends Pick<ButtonProps, 'variant' | 'size'> {
  text: string;
  /** What is copied, for screen readers. */
  description: string;
}

export function CopyButton({ text, description, ...look }: CopyButtonProps) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 2500 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        {...look}
        className="copy-button"
        aria-label={description}
        leftSection={<Icon size={17} stroke={1.8} aria-hidden="true" />}
        onClick={() => clipboard.copy(text)}
      >
        {clipboard.copied ? t('action.copied') : t('action.copy')}
      </Button>
      <output className="nh-hidden">{clipboard.copied ? t('action.copied') : ''}</output>
    </>
  );
}

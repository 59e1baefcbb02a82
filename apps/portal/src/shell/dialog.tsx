// A window over the page. Closes by its button, Escape, or a click beside it.
import { Modal, type ModalProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keepFocusOnPage } from './keep-focus.ts';

export function Dialog({ onExitTransitionEnd, ...props }: ModalProps) {
  const { t } = useTranslation();
  return (
    <Modal
      size={480}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      onExitTransitionEnd={() => {
        keepFocusOnPage();
        onExitTransitionEnd?.();
      }}
      {...props}
    />
  );
}

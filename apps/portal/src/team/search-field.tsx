// A search that reports after a pause in typing, and follows the address when that changes by other means.
import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const typingPauseMs = 250;

interface SearchFieldProps {
  label: string;
  text: string;
  onText: (text: string) => void;
}

export function SearchField({ label, text, onText }: SearchFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  const report = useDebouncedCallback(onText, typingPauseMs);
  if (shown !== text) {
    setShown(text);
    setTyped(text);
  }
  const type = (value: string) => {
    setTyped(value);
    report(value.trim());
  };
  return (
    <TextInput
      type="search"
      size="sm"
      className="support-search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={17} stroke={1.7} aria-hidden="true" />}
      rightSection={
        typed === '' ? null : (
          <ActionIcon variant="transparent" color="gray" aria-label={t('team.clearSearch')} onClick={() => type('')}>
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        )
      }
      maxLength={100}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

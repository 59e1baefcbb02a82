// A search that reports after a pause in typing.
import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './search-field.css';

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
  // The address changed by other means (back, a link): follow it.
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
      className="search-field"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={17} stroke={1.7} aria-hidden="true" />}
      rightSection={
        typed === '' ? null : (
          <ActionIcon variant="transparent" color="gray" aria-label={t('action.clearSearch')} onClick={() => type('')}>
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

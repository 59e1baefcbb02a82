// Some of many, by name: a list to tick, with a search where it is long. Those chosen stay in sight.
import { Checkbox, TextInput } from '@mantine/core';
import type { Named } from '@nearhand/protocol';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

const shortList = 8;

interface PickFieldProps {
  label: string;
  /** Said where there is nothing to choose. */
  emptyText: string;
  options: readonly Named[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Where the options are only a part: asks for those that fit. */
  onSearch?: (text: string) => void;
}

export function PickField({ label, emptyText, options, chosen, onChange, onSearch }: PickFieldProps) {
  const { t } = useTranslation();
  const labelId = useId();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = options.filter(({ id, name }) => chosen.includes(id) || name.toLowerCase().includes(wanted));
  const set = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  const search = (typed: string) => {
    setText(typed);
    onSearch?.(typed.trim());
  };
  return (
    <fieldset aria-labelledby={labelId} className="pick-field">
      <div className="pick-head">
        <span id={labelId} className="mantine-InputWrapper-label">
          {label}
        </span>
        <span className="nh-small nh-muted">{t('rights.chosen', { count: chosen.length })}</span>
      </div>
      {options.length > shortList || wanted !== '' ? (
        <TextInput
          type="search"
          size="sm"
          aria-label={t('rights.find', { what: label })}
          placeholder={t('rights.find', { what: label })}
          leftSection={<IconSearch size={17} stroke={1.7} aria-hidden="true" />}
          maxLength={100}
          value={text}
          onChange={(event) => search(event.currentTarget.value)}
        />
      ) : null}
      {shown.length === 0 ? (
        <p className="nh-small nh-muted">{wanted === '' ? emptyText : t('rights.nothingFound')}</p>
      ) : (
        <div className="pick-list">
          {shown.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={<bdi>{name}</bdi>}
              checked={chosen.includes(id)}
              onChange={(event) => set(id, event.currentTarget.checked)}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

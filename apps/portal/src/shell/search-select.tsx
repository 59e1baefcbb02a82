// One of many, found by typing: the server searches, and further pages come as one scrolls to the end of the list.
import { Combobox, Select, type SelectProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { FocusEvent, KeyboardEvent, MouseEvent, UIEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../api/error-words.ts';

const typingPauseMs = 250;
/** From here on the next page is asked for. */
const nearEndPx = 150;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface ChoiceGroup {
  readonly group: string;
  readonly items: Choice[];
}

interface SearchSelectProps extends Pick<SelectProps, 'size' | 'readOnly' | 'comboboxProps'> {
  label: string;
  /** The label is for screen readers only. */
  isLabelHidden?: boolean;
  choices: (Choice | ChoiceGroup)[];
  /** Where the server searches; left out: all choices are there, and those with the text are shown. */
  search?: {
    readonly text: string;
    readonly onText: (text: string) => void;
    readonly list: Pick<UseInfiniteQueryResult, 'fetchNextPage' | 'hasNextPage' | 'isFetchingNextPage'>;
    /** The server searches nothing but what is shown: of what is there, what does not fit goes at once. */
    readonly isByLabel?: boolean;
  };
  /** Of the query that the choices are from. */
  from: { readonly isPending: boolean; readonly error: unknown };
  value: string | undefined;
  onChange: (value: string) => void;
}

export function SearchSelect(props: SearchSelectProps) {
  const { label, isLabelHidden = false, choices, search, from, value, onChange, size = 'md', ...look } = props;
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const report = useDebouncedCallback((text: string) => search?.onText(text), typingPauseMs);
  const isEmpty = choices.length === 0 && (search?.text ?? '') === '';
  const nothing = isEmpty ? t('rights.explain.noTargets') : t('rights.nothingFound');
  const goOn = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: UIEvent<HTMLDivElement>) => {
    if (scrollHeight - clientHeight - scrollTop > nearEndPx) return;
    if (search?.list.hasNextPage && !search.list.isFetchingNextPage) void search.list.fetchNextPage();
  };
  return (
    <Select
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      placeholder={t('rights.explain.choose')}
      searchable
      allowDeselect={false}
      openOnFocus={false}
      autoComplete="off"
      size={size}
      rightSection={<Combobox.Chevron size={size} />}
      maxLength={100}
      maxDropdownHeight={300}
      data={choices}
      {...(search === undefined || search.isByLabel ? {} : { filter: ({ options }) => options })}
      error={from.error === null ? undefined : errorWords(from.error)}
      nothingFoundMessage={from.isPending ? t('page.loading') : nothing}
      scrollAreaProps={{ viewportProps: { onScroll: goOn } }}
      value={value ?? null}
      // What is typed, and not the name of what was chosen, is searched.
      onInput={(event) => report(event.currentTarget.value.trim())}
      onKeyDown={keepEscape}
      onFocus={selectAll}
      onClick={selectAll}
      onBlur={() => report('')}
      onChange={(chosen) => {
        report('');
        if (chosen !== null) onChange(chosen);
      }}
      {...look}
    />
  );
}

/** What an address names, or was chosen before, need not be on the pages that were read. */
export function withChosen(choices: Choice[], chosen: Choice | null): Choice[] {
  if (chosen === null || choices.some(({ value }) => value === chosen.value)) return choices;
  return [chosen, ...choices];
}

/** Typing replaces what was chosen before. */
function selectAll(event: FocusEvent<HTMLInputElement> | MouseEvent<HTMLInputElement>): void {
  event.currentTarget.select();
}

/** While the list is open the key closes the list, and not what the field is in. */
function keepEscape(event: KeyboardEvent<HTMLInputElement>): void {
  const isOpen = event.currentTarget.getAttribute('aria-expanded') === 'true';
  if (event.key === 'Escape' && isOpen) event.stopPropagation();
}

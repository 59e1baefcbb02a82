// Who works on a request: nobody, oneself, or anybody of the team who could, found by name.
import type { SupportRequest } from '@nearhand/protocol';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { assigneesQuery, queryKeys } from '../api/queries.ts';
import { useMe } from '../member/member.ts';
import { type Choice, SearchSelect, withChosen } from '../shell/search-select.tsx';

const nobody = 'nobody';

export function AssigneeField({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const me = useMe().member;
  const [text, setText] = useState('');
  const list = useInfiniteQuery({ ...assigneesQuery(text), placeholderData: keepPreviousData });
  const before = request.assignee?.id ?? null;
  const assign = useMutation({
    mutationFn: ({ value }: Choice) => api.assignRequest(request.id, value === nobody ? null : value, before),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.requests }),
  });
  const found = (list.data?.pages ?? []).flatMap(({ assignees }) => assignees.map(choiceOf));
  const now = request.assignee === null ? null : choiceOf(request.assignee);
  const chosen = assign.isPending ? assign.variables : now;
  const fixed = [
    { value: nobody, label: t('support.place.nobody') },
    { value: me.id, label: t('support.place.me', { name: me.name }) },
  ];
  const isFixed = (choice: Choice) => fixed.some(({ value }) => value === choice.value);
  const others = withChosen(found, chosen).filter((choice) => !isFixed(choice));
  const choices = [...fixed, ...others];
  return (
    <SearchSelect
      size="sm"
      label={t('support.place.assignee')}
      choices={choices}
      search={{ text, onText: setText, list, isByLabel: true }}
      from={{ isPending: list.isFetching, error: assign.error ?? list.error }}
      value={chosen?.value ?? nobody}
      // Disabled, it would lose the focus.
      readOnly={assign.isPending}
      // What is outside the drawer is not there for a screen reader.
      comboboxProps={{ withinPortal: false }}
      onChange={(value) => {
        const choice = choices.find((one) => one.value === value);
        if (choice !== undefined) assign.mutate(choice);
      }}
    />
  );
}

function choiceOf({ id, name }: { id: string; name: string }): Choice {
  return { value: id, label: name };
}

// Whose entries of the audit log are shown: anybody's, a member's found by typing, or those of who is no member.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditQuery, membersQuery } from '../api/queries.ts';
import { useRight } from '../member/member.ts';
import { type Choice, SearchSelect, withChosen } from '../shell/search-select.tsx';

const anybody = 'anybody';

interface ActorFieldProps {
  /** Undefined: anybody. */
  value: string | undefined;
  onChange: (actor: string | undefined) => void;
}

export function ActorField({ value, onChange }: ActorFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<Choice>();
  const mayMembers = useRight('members.view');
  const list = useInfiniteQuery({ ...membersQuery(text), placeholderData: keepPreviousData, enabled: mayMembers });
  const others = [
    { value: anybody, label: t('team.log.anyActor') },
    { value: 'customer', label: t('team.log.customers') },
    { value: 'computer', label: t('team.log.computer') },
    { value: 'system', label: t('team.log.system') },
    { value: 'commandLine', label: t('team.log.commandLine') },
    { value: 'nobody', label: t('team.log.nobody') },
  ];
  const members = (list.data?.pages ?? []).flatMap((page) =>
    page.members.map(({ id, name }) => ({ value: id, label: name })),
  );
  const known = [...others, ...members, ...(picked === undefined ? [] : [picked])];
  const isKnown = known.some((choice) => choice.value === (value ?? anybody));
  const name = useActorName(isKnown ? undefined : value);
  const fitting = others.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()));
  const chosen = known.find((choice) => choice.value === value) ?? { value: value ?? anybody, label: name };
  const isOther = others.some((choice) => choice.value === chosen.value);
  const group = {
    group: t('rights.explain.members'),
    items: withChosen(members, isOther || text !== '' ? null : chosen),
  };
  return (
    <SearchSelect
      size="sm"
      label={t('team.log.actor')}
      isLabelHidden
      choices={group.items.length === 0 ? fitting : [...fitting, group]}
      search={{ text, onText: setText, list }}
      from={{ isPending: list.isFetching, error: list.error }}
      value={value ?? anybody}
      onChange={(actor) => {
        setPicked(known.find((choice) => choice.value === actor));
        onChange(actor === anybody ? undefined : actor);
      }}
    />
  );
}

/** Of a member who is not on the pages that were read, or is gone: as the newest of their entries has it. */
function useActorName(id: string | undefined): string {
  const { t } = useTranslation();
  const log = useInfiniteQuery({ ...auditQuery({ actor: id }), enabled: id !== undefined });
  if (log.isPending) return t('page.loading');
  const actor = log.data?.pages[0]?.entries[0]?.actor;
  return actor?.kind === 'member' ? actor.name : t('team.log.unknownActor');
}

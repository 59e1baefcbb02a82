// Who, and with which request or computer: chosen among all that whoever asks may see.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { computerSharesQuery } from '../api/computer-shares.ts';
import { computersQuery, membersQuery, requestListQuery, requestQuery } from '../api/queries.ts';
import { computerName } from '../computers/computer-name.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { SearchSelect, withChosen } from '../shell/search-select.tsx';

interface FieldProps {
  value: string | undefined;
  onChange: (value: string) => void;
}

interface WhoFieldProps {
  /** Undefined: none is chosen. */
  computerId: string | undefined;
  value: string | undefined;
  /** Of the member who is chosen, where the answer tells it. */
  name: string | undefined;
  onChoose: (who: { member: string | undefined; share: string | undefined }) => void;
}

/** Members, and whoever else the computer is shared with. */
export function WhoField({ computerId, value, name, onChoose }: WhoFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const list = useInfiniteQuery({ ...membersQuery(text), placeholderData: keepPreviousData });
  const shared = useQuery({ ...computerSharesQuery(computerId ?? ''), enabled: computerId !== undefined });
  const members = list.data?.pages.flatMap((page) => page.members) ?? [];
  const receivers = (computerId === undefined ? [] : (shared.data?.shares ?? [])).filter(
    (share) => share.email.includes(text.toLowerCase()) && !members.some(({ email }) => email === share.email),
  );
  const receiverChoices = receivers.map(({ id, email }) => ({ value: id, label: email }));
  const isReceiver = (id: string | undefined) => receivers.some((share) => share.id === id);
  const chosen = value === undefined || name === undefined || isReceiver(value) ? null : { value, label: name };
  const memberChoices = withChosen(
    members.map(({ id, name: called, email }) => ({ value: id, label: `${called} (${email})` })),
    text === '' ? chosen : null,
  );
  const groups = [
    { group: t('rights.explain.members'), items: memberChoices },
    { group: t('rights.explain.receivers'), items: receiverChoices },
  ].filter(({ items }) => items.length > 0);
  return (
    <SearchSelect
      label={t('rights.explain.who')}
      choices={receivers.length === 0 ? memberChoices : groups}
      search={{ text, onText: setText, list }}
      from={list}
      value={value}
      onChange={(id) => onChoose(isReceiver(id) ? { member: undefined, share: id } : { member: id, share: undefined })}
    />
  );
}

export function RequestField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const [text, setText] = useState('');
  const list = useInfiniteQuery(requestListQuery({ state: 'all', text }));
  const requests = list.data?.pages.flatMap((page) => page.requests) ?? [];
  const isListed = requests.some(({ id }) => id === value);
  const one = useQuery({ ...requestQuery(value ?? ''), enabled: value !== undefined && !isListed });
  const choiceOf = ({ id, customer, createdAt }: { id: string; customer: string; createdAt: string }) => ({
    value: id,
    label: `${customer}, ${format.dateTime(createdAt, nowMs)}`,
  });
  const chosen = one.data === undefined || text !== '' ? null : choiceOf(one.data);
  return (
    <SearchSelect
      label={t('rights.explain.request')}
      choices={withChosen(requests.map(choiceOf), chosen)}
      search={{ text, onText: setText, list }}
      from={list}
      value={value}
      onChange={onChange}
    />
  );
}

export function ComputerField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const computers = useQuery(computersQuery);
  // Of what others share nothing is explained.
  const own = computers.data?.computers.filter(({ sharedBy }) => sharedBy === null) ?? [];
  return (
    <SearchSelect
      label={t('rights.explain.computer')}
      choices={own.map((computer) => ({ value: computer.id, label: computerName(computer, t) }))}
      from={computers}
      value={value}
      onChange={onChange}
    />
  );
}

// Whose a request is: the queue it is in, and who works on it.
import { NativeSelect } from '@mantine/core';
import type { SupportRequest } from '@nearhand/protocol';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { useErrorWords } from '../api/error-words.ts';
import { membersQuery, queryKeys } from '../api/queries.ts';
import { queuesQuery } from '../api/rights.ts';
import { useMe, useRight } from '../member/member.ts';
import { QueueField } from './queue-field.tsx';

export function RequestPlace({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const client = useQueryClient();
  const queues = useQuery(queuesQuery);
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.requests });
  const before = request.assignee?.id ?? null;
  const assign = useMutation({
    mutationFn: (id: string) => api.assignRequest(request.id, id === '' ? null : id, before),
    onSettled,
  });
  const move = useMutation({ mutationFn: (id: string | null) => api.queueRequest(request.id, id), onSettled });
  const people = usePeople(request);
  return (
    <div className="detail-place">
      <NativeSelect
        size="sm"
        label={t('support.place.assignee')}
        data={[{ value: '', label: t('support.place.nobody') }, ...people]}
        value={assign.isPending ? assign.variables : (before ?? '')}
        disabled={assign.isPending}
        error={assign.isError ? errorWords(assign.error) : null}
        onChange={(event) => assign.mutate(event.currentTarget.value)}
      />
      {(queues.data ?? []).length === 0 && request.queue === null ? null : (
        <QueueField
          size="sm"
          queues={queues.data ?? []}
          value={move.isPending ? move.variables : (request.queue?.id ?? null)}
          disabled={move.isPending}
          error={move.isError ? errorWords(move.error) : null}
          onChange={(id) => move.mutate(id)}
        />
      )}
    </div>
  );
}

/** Oneself, whoever has it, and those of the team who could work on it, where one may see the team. */
function usePeople({ assignee }: SupportRequest): { value: string; label: string }[] {
  const { t } = useTranslation();
  const me = useMe().member;
  const members = useInfiniteQuery({ ...membersQuery(''), enabled: useRight('members.view') });
  const able = (members.data?.pages ?? [])
    .flatMap((page) => page.members)
    .filter(({ rights }) => rights.includes('requests.edit'));
  const others = [...able, ...(assignee === null ? [] : [assignee])].filter(({ id }) => id !== me.id);
  const unique = [...new Map(others.map((one) => [one.id, one])).values()];
  return [
    { value: me.id, label: t('support.place.me') },
    ...unique.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

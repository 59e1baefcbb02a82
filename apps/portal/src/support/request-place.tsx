// Whose a request is: the queue it is in, and who works on it.
import type { SupportRequest } from '@nearhand/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { useErrorWords } from '../api/error-words.ts';
import { queryKeys } from '../api/queries.ts';
import { queuesQuery } from '../api/rights.ts';
import { AssigneeField } from './assignee-field.tsx';
import { QueueField } from './queue-field.tsx';

export function RequestPlace({ request }: { request: SupportRequest }) {
  const errorWords = useErrorWords();
  const client = useQueryClient();
  const queues = useQuery(queuesQuery);
  const move = useMutation({
    mutationFn: (id: string | null) => api.queueRequest(request.id, id),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.requests }),
  });
  return (
    <div className="detail-place">
      <AssigneeField request={request} />
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

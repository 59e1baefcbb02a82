// Marks notifications as read, at once in what is shown and then on the server.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notificationsApi, notificationsQuery } from '../api/notifications.ts';
import { countUnread } from './unread.ts';

/** Takes ids; null: all of them. */
export function useMarkRead() {
  const client = useQueryClient();
  const { queryKey } = notificationsQuery;
  return useMutation({
    mutationFn: (ids: readonly string[] | null) => notificationsApi.markRead(ids),
    onMutate: async (ids) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (data) => data && { ...data, pages: countUnread(data.pages, ids) });
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

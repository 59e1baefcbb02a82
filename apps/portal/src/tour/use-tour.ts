// Taking the tour, and what the member answers when it is offered; the account remembers it.
import type { UpdateMe } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';

export function useTour() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: (tour: NonNullable<UpdateMe['tour']>) => api.updateMe({ tour }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.me }),
  });
  const taking = useMutation({
    mutationFn: async () => {
      const { runTour } = await import('./run-tour.ts');
      await runTour(t);
    },
    onSuccess: () => answer.mutate('done'),
  });
  return { take: () => taking.mutate(), answer, isTaking: taking.isPending };
}

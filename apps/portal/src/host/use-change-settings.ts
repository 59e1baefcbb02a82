// Saving a part of the host's settings; whatever shows them reads them anew.
import type { ChangeHostSettings } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { hostApi, hostSettingsQuery } from '../api/host.ts';
import { queryKeys } from '../api/queries.ts';

export function useChangeSettings(): (change: ChangeHostSettings) => Promise<void> {
  const queryClient = useQueryClient();
  return async (change) => {
    const saved = await hostApi.change(change);
    queryClient.setQueryData(hostSettingsQuery.queryKey, saved);
    await queryClient.invalidateQueries({ queryKey: queryKeys.server });
  };
}

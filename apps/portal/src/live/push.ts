// Puts what the hub said into an answer that is kept.
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * An answer under way was perhaps written before the hub spoke and would put the older state back: it is asked for
 * again once it has come.
 */
export function pushData<T>(
  client: QueryClient,
  queryKey: QueryKey,
  update: (kept: T | undefined) => T | undefined,
): void {
  client.setQueryData<T>(queryKey, update);
  const query = client.getQueryCache().find({ queryKey, exact: true });
  if (query?.state.fetchStatus !== 'fetching') return;
  const again = () => void client.invalidateQueries({ queryKey, exact: true });
  query.promise?.then(again, again);
}

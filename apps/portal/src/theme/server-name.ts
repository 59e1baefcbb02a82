// What the host calls this server, wherever the product's name would stand.
import { useQuery } from '@tanstack/react-query';
import { serverQuery } from '../api/queries.ts';

const productName = 'Nearhand';

/** Null until it is known. */
export function useServerName(): string | null {
  const server = useQuery({ ...serverQuery, staleTime: 5 * 60_000 });
  return server.data?.name ?? (server.isError ? productName : null);
}

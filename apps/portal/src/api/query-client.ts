// How answers are kept: the hub tells what changed, so nothing is polled; what a retry cannot mend is not retried.
import { QueryCache, QueryClient, MutationCache } from '@tanstack/react-query';
import { errorCodeOf } from './errors.ts';

const worthRetrying: ReadonlySet<string> = new Set(['network_failed', 'unavailable', 'internal']);

/** `onSignedOut` is called whenever the server says that nobody is signed in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (errorCodeOf(error) === 'not_signed_in') onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && worthRetrying.has(errorCodeOf(error)),
        // A failed call says so at once instead of waiting for the browser's idea of being online.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

// How answers are kept: the hub tells what changed, so nothing is polled; what a retry cannot mend is not retried.
import { MutationCache, QueryCache, QueryClient, hashKey } from '@tanstack/react-query';
import { errorCodeOf } from './errors.ts';
import { queryKeys } from './queries.ts';

const worthRetrying: ReadonlySet<string> = new Set(['network_failed', 'unavailable', 'internal']);

/** `onSignedOut` is called when the server says that nobody is signed in any more. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const isSignedOut = (error: unknown) => errorCodeOf(error) === 'not_signed_in';
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // Asking who is signed in, for the first time, is how a page finds out: it handles the answer itself.
        const asking = query.queryHash === hashKey(queryKeys.me) && query.state.data === undefined;
        if (isSignedOut(error) && !asking) onSignedOut();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        if (isSignedOut(error)) onSignedOut();
      },
    }),
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

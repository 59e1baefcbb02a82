// This browser's Web Push as the HTTP API offers it.
import { type NewPushSubscription, pushStateSchema, pushTestSchema } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';

const anything = z.unknown();

export const pushApi = {
  state: (signal?: AbortSignal) => call(pushStateSchema, '/api/push', { signal }),
  subscribe: (subscription: NewPushSubscription) =>
    call(anything, '/api/push/subscription', { method: 'POST', body: subscription }),
  unsubscribe: () => call(anything, '/api/push/subscription/end', { method: 'POST', body: {} }),
  test: () => call(pushTestSchema, '/api/push/test', { method: 'POST', body: {} }),
};

export const pushStateQuery = queryOptions({
  queryKey: ['notifications', 'push'],
  queryFn: ({ signal }) => pushApi.state(signal),
  staleTime: 5 * 60_000,
});

// Who is there, over HTTP; the hub keeps it true.
import { type PresenceChoice, myPresenceSchema, presenceListSchema } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';

export const choosePresence = (choice: PresenceChoice) =>
  call(myPresenceSchema, '/api/me/presence', { method: 'POST', body: { choice } });

export const myPresenceQuery = queryOptions({
  queryKey: ['presence', 'mine'],
  queryFn: ({ signal }) => call(myPresenceSchema, '/api/me/presence', { signal }),
});

/** Who is not in it is offline. */
export const presenceQuery = queryOptions({
  queryKey: ['presence', 'all'],
  queryFn: ({ signal }) => call(presenceListSchema, '/api/presence', { signal }),
});

// What a message of the hub does to the answers that are kept.
import { assertNever } from '@nearhand/base';
import {
  type ComputerList,
  type MemberPresence,
  type MemberServerMessage,
  type SupportRequest,
  isEndedRequestState,
  requestSelectionSchema,
} from '@nearhand/protocol';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { RequestFilter } from '../api/api.ts';
import { notificationsQuery } from '../api/notifications.ts';
import { organisationsQuery } from '../api/organisations.ts';
import { myPresenceQuery, presenceQuery } from '../api/presence.ts';
import { mergePresence } from '../presence/merge-presence.ts';
import { computersQuery, queryKeys, requestQuery } from '../api/queries.ts';
import { pushData } from './push.ts';
import { type RequestPage, mergeComputer, mergeRequest } from './merge.ts';

const filterSchema: z.ZodType<RequestFilter> = z.object({ state: requestSelectionSchema, text: z.string() });

function applyRequest(client: QueryClient, request: SupportRequest): void {
  const before = client.getQueryData(requestQuery(request.id).queryKey);
  pushData(client, requestQuery(request.id).queryKey, () => request);
  for (const query of client.getQueryCache().findAll({ queryKey: queryKeys.requestLists })) {
    const filter = filterSchema.safeParse(query.queryKey[queryKeys.requestLists.length]);
    if (!filter.success) continue;
    pushData<InfiniteData<RequestPage, string | null>>(
      client,
      query.queryKey,
      (data) => data && { ...data, pages: mergeRequest(data.pages, request, filter.data) },
    );
  }
  if (
    before === undefined ||
    before.stateSince !== request.stateSince ||
    before.steps.length !== request.steps.length
  ) {
    void client.invalidateQueries({ queryKey: queryKeys.timeline(request.id) });
  }
  // Reopening makes a new link and code.
  if (before === undefined || isEndedRequestState(before.state) !== isEndedRequestState(request.state)) {
    void client.invalidateQueries({ queryKey: queryKeys.invitation(request.id) });
  }
}

/** What is read depends on what one may do. */
function isByRights(queryKey: readonly unknown[]): boolean {
  const keys = [queryKeys.me, queryKeys.requests, queryKeys.computers, queryKeys.roles, queryKeys.groups];
  return [...keys, queryKeys.queues, queryKeys.members, notificationsQuery.queryKey, organisationsQuery.queryKey].some(
    ([first]) => first === queryKey[0],
  );
}

function removeRequest(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: requestQuery(id).queryKey });
  void client.invalidateQueries({ queryKey: queryKeys.requestLists });
  // Nothing leads to it any more.
  void client.invalidateQueries({ queryKey: notificationsQuery.queryKey });
}

export function applyHubMessage(client: QueryClient, message: MemberServerMessage): void {
  switch (message.type) {
    case 'hub.ready':
      void client.invalidateQueries({ queryKey: queryKeys.requests });
      void client.invalidateQueries({ queryKey: queryKeys.computers });
      void client.invalidateQueries({ queryKey: notificationsQuery.queryKey });
      void client.invalidateQueries({ queryKey: organisationsQuery.queryKey });
      void client.invalidateQueries({ queryKey: ['presence'] });
      return;
    case 'request.changed':
      applyRequest(client, message.request);
      return;
    case 'request.gone':
      removeRequest(client, message.requestId);
      return;
    case 'computer.changed':
      pushData<ComputerList>(
        client,
        computersQuery.queryKey,
        (list) => list && { ...list, computers: mergeComputer(list.computers, message.computer) },
      );
      // It may have been among those that wait for a second factor.
      if (client.getQueryData(computersQuery.queryKey)?.withheld.length) {
        void client.invalidateQueries({ queryKey: computersQuery.queryKey });
      }
      return;
    case 'computer.gone':
      pushData<ComputerList>(
        client,
        computersQuery.queryKey,
        (list) => list && { ...list, computers: list.computers.filter(({ id }) => id !== message.computerId) },
      );
      // It may be there still, for sign-ins with two factors.
      void client.invalidateQueries({ queryKey: computersQuery.queryKey });
      // Nothing leads to it any more.
      void client.invalidateQueries({ queryKey: notificationsQuery.queryKey });
      return;
    case 'notification.added':
    case 'notifications.read':
      void client.invalidateQueries({ queryKey: notificationsQuery.queryKey });
      return;
    case 'member.changed':
      // Another role or group reaches other things.
      void client.invalidateQueries({ predicate: ({ queryKey }) => isByRights(queryKey) });
      return;
    case 'presence.changed':
      pushData<{ members: MemberPresence[] }>(
        client,
        presenceQuery.queryKey,
        (list) => list && { members: mergePresence(list.members, message) },
      );
      // From now on the list says when they were last seen.
      if (message.presence.state === 'offline') void client.invalidateQueries({ queryKey: queryKeys.members });
      return;
    case 'presence.mine':
      pushData(client, myPresenceQuery.queryKey, () => message.mine);
      return;
    case 'organisations.changed':
      void client.invalidateQueries({ queryKey: organisationsQuery.queryKey });
      return;
    case 'member.signedOut':
      return;
    default:
      assertNever(message);
  }
}

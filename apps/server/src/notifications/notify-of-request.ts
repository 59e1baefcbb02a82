// Tells members of what happened to a request, each in a transaction of their own, and only those who may know of it.

import type { NotificationEvent } from '@nearhand/protocol';
import type { RequestRow } from '../requests/request.repository.ts';
import type { NotificationRepository } from './notification.repository.ts';
import { notify, type NotifyNeeds } from './notify.ts';

interface Needs {
  readonly needs: NotifyNeeds;
  readonly repository: NotificationRepository;
}

export async function notifyOfRequest(
  { needs, repository }: Needs,
  { id, organisationId, customer }: RequestRow,
  { event, memberIds }: { readonly event: NotificationEvent; readonly memberIds: readonly string[] },
): Promise<void> {
  const userIds = await repository.whoMayKnow({ organisationId, right: 'requests.view', requestId: id }, { memberIds });
  const subject = { kind: 'request' as const, requestId: id, customer };
  for (const userId of userIds) {
    await repository.transaction((transaction) =>
      notify(transaction, needs, { userId, organisationId, event, subject }),
    );
  }
}

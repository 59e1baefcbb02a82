// Ends what is shared with somebody who goes, from an organisation or from the server, or who gives it up. Part of the
// transaction in which they do; telling it, and ending sessions, is for after the commit.

import type { Transaction } from 'kysely';
import { recordAudit } from '../../audit/record-audit.ts';
import type { Database } from '../../database/schema.ts';
import { shareDetails } from './share-details.ts';
import type { ShareRow } from './share.repository.ts';

type AuditEntry = Parameters<typeof recordAudit>[1];

export interface EndedShare {
  readonly computerId: string;
  readonly userId: string | null;
}

/**
 * After the teams and before the user: in the order in which connecting and sharing take them. The user is locked before
 * the shares are ended: whoever changes their address holds the user, and then changes the shares.
 */
export async function lockSharedComputers(transaction: Transaction<Database>, userId: string): Promise<void> {
  await transaction
    .selectFrom('computers')
    .select('id')
    .where('id', 'in', (query) =>
      query.selectFrom('computerShares').select('computerId').where('computerShares.userId', '=', userId),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** At one computer, at those of one organisation, or wherever. */
export async function endSharesOf(
  transaction: Transaction<Database>,
  { userId, ...where }: { userId: string; organisationId?: string; computerId?: string },
  { details, ...by }: Pick<AuditEntry, 'at' | 'actor' | 'address' | 'details'>,
): Promise<EndedShare[]> {
  let select = transaction
    .selectFrom('computerShares')
    .innerJoin('computers', 'computers.id', 'computerShares.computerId')
    .selectAll('computerShares')
    .select(['computers.organisationId', 'computers.name'])
    .where('computerShares.userId', '=', userId)
    .orderBy('computerShares.id');
  const { organisationId, computerId } = where;
  if (organisationId !== undefined) select = select.where('computers.organisationId', '=', organisationId);
  if (computerId !== undefined) select = select.where('computers.id', '=', computerId);
  const ended = await select.execute();
  for (const { organisationId: owner, name, ...share } of ended) {
    await removeShare(transaction, share);
    // Its end stands there already.
    if (share.overAt !== null) continue;
    await recordAudit(transaction, {
      organisationId: owner,
      event: 'computer.shareEnded',
      target: { kind: 'computer', id: share.computerId, name },
      details: { ...shareDetails(share), ...details },
      ...by,
    });
  }
  return ended.map((share) => ({ computerId: share.computerId, userId }));
}

export async function removeShare(transaction: Transaction<Database>, share: ShareRow): Promise<void> {
  await transaction.deleteFrom('computerShares').where('id', '=', share.id).execute();
  await forgetShare(transaction, share);
}

/** Nobody is told any more of what they do not have. */
export async function forgetShare(
  transaction: Transaction<Database>,
  { userId, computerId }: Pick<ShareRow, 'userId' | 'computerId'>,
): Promise<void> {
  if (userId === null) return;
  await transaction
    .deleteFrom('notifications')
    .where('userId', '=', userId)
    .where('topic', '=', `computer.shared/${computerId}`)
    .execute();
}

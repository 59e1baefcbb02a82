// Which queues and computers a member reaches through groups and rights: who hands them out, or takes them away, must
// reach them. Shares do not count, for they are not passed on. Reach of one request or computer is decide.ts's.

import { AppError } from '@nearhand/base';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { holdsRight } from './decide.ts';
import type { Standing } from './standing.ts';

export interface Reach {
  readonly queue: (id: string) => boolean;
  readonly computer: (id: string) => boolean;
}

interface Parts {
  readonly queueIds: readonly string[];
  readonly computerIds: readonly string[];
}

export async function reachOf(db: Kysely<Database>, self: Standing): Promise<Reach> {
  const own = self.groups.map(({ id }) => id);
  const queues =
    own.length === 0 ? [] : await db.selectFrom('groupQueues').select('queueId').where('groupId', 'in', own).execute();
  const computers =
    own.length === 0
      ? []
      : await db.selectFrom('groupComputers').select('computerId').where('groupId', 'in', own).execute();
  return {
    queue: among(
      queues.map(({ queueId }) => queueId),
      holdsRight(self, 'requests.all'),
    ),
    computer: among(
      computers.map(({ computerId }) => computerId),
      holdsRight(self, 'computers.all'),
    ),
  };
}

function among(ids: readonly string[], all: boolean): (id: string) => boolean {
  const known = new Set(ids);
  return (id) => all || known.has(id);
}

export function reachesAll(reach: Reach, { queueIds, computerIds }: Parts): boolean {
  return queueIds.every(reach.queue) && computerIds.every(reach.computer);
}

/** Answers the reach. Nobody hands out, or takes away, what they do not reach themselves: throws `forbidden`. */
export async function requireReach(
  { transaction, self }: { readonly transaction: Kysely<Database>; readonly self: Standing },
  parts: Parts,
): Promise<Reach> {
  const reach = await reachOf(transaction, self);
  if (reachesAll(reach, parts)) return reach;
  throw new AppError('forbidden', 'Nobody gives or takes queues or computers they do not reach themselves.');
}

// Whether a member may set something of a computer, with their rights as they are now.

import { AppError } from '@nearhand/base';
import type { Transaction } from 'kysely';
import type { MemberIdentity } from '../accounts/members.ts';
import type { Database } from '../database/schema.ts';
import { decide, requireAllowed } from '../rights/decide.ts';
import { findStandings } from '../rights/standing.ts';
import { computerTarget } from '../rights/targets.ts';
import type { ComputerRow } from './computer.repository.ts';

export async function requireEditable(
  transaction: Transaction<Database>,
  actor: MemberIdentity,
  row: ComputerRow,
  nowMs: number,
): Promise<void> {
  const self = (await findStandings(transaction, [actor.memberId])).get(actor.memberId);
  if (!self) throw new AppError('not_signed_in', 'Sign in first.');
  requireAllowed(decide('computer.edit', self, await computerTarget(transaction, row), nowMs));
}

// What an agent is told of unlocking its screen. Pure.

import type { ComputerPolicy, UnlockOrder } from '@nearhand/protocol';
import type { ComputerRow } from '../computer.repository.ts';
import { policyOf } from '../computer.view.ts';

/** Of an enrolled computer: its name is not among it. */
export interface Orders {
  readonly policy: ComputerPolicy;
  readonly unlock?: UnlockOrder;
}

/** Nothing that its agent cannot open, and nothing that did not work: a second try may lock the account for good. */
export function ordersFor(row: ComputerRow): Orders {
  const { organisationId, sealingKey, unlockFailed, unlockKey, unlockSealed } = row;
  const policy = policyOf(row);
  const isOver = unlockFailed === 'wrongPassword' || unlockFailed === 'unreadable';
  if (unlockSealed === null || unlockKey !== sealingKey || isOver) return { policy };
  return { policy, unlock: { organisationId, sealed: unlockSealed } };
}

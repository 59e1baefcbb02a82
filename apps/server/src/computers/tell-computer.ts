// Tells a computer's agent what its organisation calls it and what it allows.

import type { Bus } from '../hub/bus.ts';
import type { ComputerRow } from './computer.repository.ts';
import { ordersFor } from './unlock/unlock-order.ts';

/** The demo computer has many names. */
export function tellComputer(bus: Bus, row: ComputerRow): void {
  if (row.kind === 'demo' || row.agentKey === null) return;
  const message = { type: 'computer.changed', name: row.name, ...ordersFor(row) } as const;
  bus.publish('agent', row.agentKey, { type: 'send', message });
}

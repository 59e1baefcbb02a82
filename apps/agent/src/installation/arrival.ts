// Waits for an agent that was just installed to reach its server, so that whoever installed it learns how that went.

import type { Clock } from '@nearhand/base';
import type { ServiceManager } from '@nearhand/host';
import { askInstance } from '../instance/claim-instance.ts';
import type { InstanceStatus } from '../instance/instance-messages.ts';

const lookEveryMs = 250;

/** How it is once it is connected or refused, or when patience is over; null: it does not answer. */
export async function arrivalOf(
  service: ServiceManager,
  clock: Clock,
  patienceMs: number,
): Promise<InstanceStatus | null> {
  const untilMs = clock.monotonicMs() + patienceMs;
  for (;;) {
    const status = await askInstance(service.places.dataFolder);
    const isDecided = status !== null && (status.refused !== null || isThere(status));
    if (isDecided || clock.monotonicMs() >= untilMs) return status;
    await new Promise<void>((resolve) => void clock.setTimer(lookEveryMs, resolve));
  }
}

/** It is the computer it is to be, and the server knows. */
export function isThere({ worker }: InstanceStatus): boolean {
  return worker !== null && worker.connected && worker.name !== null;
}

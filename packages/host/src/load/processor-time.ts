// How much of the processors' time was spent working, between two looks at what they did since they started. Pure.

import type { CpuInfo } from 'node:os';

export interface ProcessorTime {
  readonly idleMs: number;
  readonly allMs: number;
}

export function processorTime(processors: readonly Pick<CpuInfo, 'times'>[]): ProcessorTime {
  let [idleMs, allMs] = [0, 0];
  for (const { times } of processors) {
    idleMs += times.idle;
    for (const ms of Object.values(times)) allMs += ms;
  }
  return { idleMs, allMs };
}

/** 0 to 1. null: no time has passed, or it went back, as after sleep or when a processor was taken away. */
export function busyShare(before: ProcessorTime, now: ProcessorTime): number | null {
  const allMs = now.allMs - before.allMs;
  const idleMs = now.idleMs - before.idleMs;
  if (allMs <= 0 || idleMs < 0) return null;
  return Math.max(0, 1 - idleMs / allMs);
}

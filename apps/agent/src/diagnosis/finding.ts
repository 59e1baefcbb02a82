// What the doctor finds out: one finding per check, with the problem as a word that texts.ts explains.

import type { FindingResult } from '@nearhand/protocol';

export const checks = [
  'name',
  'proxy',
  'server',
  'clock',
  'webSocket',
  'udp',
  'display',
  'picture',
  'input',
  'disk',
] as const;
export type Check = (typeof checks)[number];

export const problems = [
  'nameUnknown',
  'unreachable',
  'timeout',
  'proxyRefuses',
  'certificateUnknown',
  'certificateName',
  'certificateTime',
  'notThisServer',
  'clockWrong',
  'webSocketBlocked',
  'noUdp',
  'noDesktop',
  'wayland',
  'displayRefused',
  'slowPicture',
  'noInput',
  'diskFull',
  'diskReadOnly',
] as const;
export type Problem = (typeof problems)[number];

export interface Finding {
  readonly check: Check;
  readonly result: FindingResult;
  readonly problem: Problem | null;
  /** For technicians, in English; never a secret. */
  readonly detail: string;
}

export const fine = (check: Check, detail: string): Finding => ({ check, result: 'ok', problem: null, detail });
export const skipped = (check: Check): Finding => ({ check, result: 'skipped', problem: null, detail: '' });
export const failed = (check: Check, problem: Problem, detail: string): Finding => ({
  check,
  result: 'failed',
  problem,
  detail,
});
export const warned = (check: Check, problem: Problem, detail: string): Finding => ({
  check,
  result: 'warning',
  problem,
  detail,
});

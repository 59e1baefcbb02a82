// Which file of a manifest this agent is to become, if any: only ever a newer version, never one that was withdrawn, and
// one that failed here only after a day, and not for ever. Pure.

import { type AgentTarget, compareVersions, type ProgramFile, type UpdateManifest } from '@nearhand/protocol';

const afterFailureMs = 24 * 60 * 60_000;
const maxFailures = 3;

export interface Failure {
  readonly sha256: string;
  readonly times: number;
  /** Milliseconds since the epoch, of the last one. */
  readonly atMs: number;
}

export interface OwnState {
  readonly version: string;
  readonly target: AgentTarget;
  readonly failures: readonly Failure[];
  readonly nowMs: number;
}

export interface ChosenUpdate {
  readonly version: string;
  readonly file: ProgramFile;
}

/** null: nothing. */
export function chooseUpdate({ version, files, withdrawn }: UpdateManifest, own: OwnState): ChosenUpdate | null {
  if (version === null || withdrawn.includes(version) || compareVersions(version, own.version) <= 0) return null;
  const file = files.find(({ target }) => target === own.target);
  if (file === undefined) return null;
  const failure = own.failures.find(({ sha256 }) => sha256 === file.sha256);
  if (failure !== undefined && !mayTryAgain(failure, own.nowMs)) return null;
  return { version, file };
}

/** A clock that was set back is no reason to wait longer. */
function mayTryAgain({ times, atMs }: Failure, nowMs: number): boolean {
  return times < maxFailures && Math.abs(nowMs - atMs) >= afterFailureMs;
}

// How far a customer who has not answered yet has come. The program may have been closed again, or have lost its way to
// the server: then nobody need wait for an answer.
import type { SupportRequest, WaitingStep } from '@nearhand/protocol';

export type ShownStep = WaitingStep | 'downloaded' | 'programGone';

/** Null: there is nothing to say. */
export function stepOf({ state, steps, computer, download }: SupportRequest): ShownStep | null {
  if (state !== 'waiting') return null;
  if (computer !== null && !computer.online) return 'programGone';
  if (download !== null) return download.sent === download.total ? 'downloaded' : 'downloading';
  return steps.at(-1)?.step ?? null;
}

// The times and sizes of a link, with the values that products use; tests use others.

import type { Curves } from '../curves/curves.ts';
import { preferredCurves } from '../curves/preferred-curves.ts';
import { defaultRekeyLimits, type RekeyLimits } from '../record/record-keys.ts';
import { defaultLivenessTimings, type LivenessTimings } from '../resume/liveness.ts';
import { defaultRedialDelaysMs } from '../resume/redialer.ts';
import { defaultSenderLimits, type SenderLimits } from './record-sender.ts';

export interface LinkSettings {
  readonly curves: Curves;
  readonly rekey: RekeyLimits;
  readonly sender: SenderLimits;
  readonly liveness: LivenessTimings;
  readonly redialDelaysMs: readonly number[];
  /** From the start to the first `active`. */
  readonly connectTimeoutMs: number;
  /** An interruption that lasts longer ends the link. */
  readonly interruptionTimeoutMs: number;
  /** The peer is on the path, and yet nothing came of it: begin again. */
  readonly stallMs: number;
  /** Alone on the path: it may be dead without a word, dial again. */
  readonly aloneMs: number;
}

const hourMs = 60 * 60 * 1000;

export const defaultLinkSettings: LinkSettings = {
  curves: preferredCurves,
  rekey: defaultRekeyLimits,
  sender: defaultSenderLimits,
  liveness: defaultLivenessTimings,
  redialDelaysMs: defaultRedialDelaysMs,
  connectTimeoutMs: 60_000,
  interruptionTimeoutMs: 24 * hourMs,
  stallMs: 3000,
  aloneMs: 15_000,
};

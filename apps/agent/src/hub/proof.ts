// Solves the puzzle a server may ask for, up to a size an honest server asks: a lying one must not burn the
// customer's battery.

import { AppError } from '@nearhand/base';
import { type Proof, type ProofChallenge, solveProof } from '@nearhand/protocol';

/** About 16 million hashes, some minutes at worst. */
const hardestBits = 22;

/** Rejects with AppError `proof_required` when the puzzle is out of all proportion. */
export async function solveBounded(challenge: ProofChallenge): Promise<Proof> {
  if (challenge.bits > hardestBits) {
    throw new AppError('proof_required', 'The puzzle is too hard', { details: { bits: challenge.bits } });
  }
  return solveProof(challenge);
}

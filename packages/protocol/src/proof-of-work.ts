// The small puzzle asked of those who try codes while many wrong ones arrive: find a counter so that
// SHA-256(salt + ":" + counter) starts with `bits` zero bits. Costs the honest a moment and the guesser a fortune.

import { z } from 'zod';
import { utf8 } from '@nearhand/base';

export const proofChallengeSchema = z.object({
  /** Signed by the server, so that it need not be remembered. */
  salt: z.string().regex(/^[A-Za-z0-9_.-]{1,256}$/),
  bits: z.number().int().min(1).max(28),
});
export type ProofChallenge = z.infer<typeof proofChallengeSchema>;

export const proofSchema = z.object({
  salt: proofChallengeSchema.shape.salt,
  counter: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type Proof = z.infer<typeof proofSchema>;

async function leadingZeroBits(salt: string, counter: number): Promise<number> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(`${salt}:${counter}`)));
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

export async function checkProof(proof: Proof, bits: number): Promise<boolean> {
  return (await leadingZeroBits(proof.salt, proof.counter)) >= bits;
}

/** Tries counters until one fits: about 2^bits hashes. */
export async function solveProof(challenge: ProofChallenge): Promise<Proof> {
  for (let counter = 0; ; counter++) {
    if ((await leadingZeroBits(challenge.salt, counter)) >= challenge.bits) return { salt: challenge.salt, counter };
  }
}

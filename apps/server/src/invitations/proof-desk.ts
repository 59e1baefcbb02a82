// Hands out proof-of-work challenges and checks what comes back: signed, so that none is remembered before it is
// solved; short-lived; each accepted once.

import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '@nearhand/base';
import { checkProof, type Proof, type ProofChallenge } from '@nearhand/protocol';
import { isSameSecret } from '../keys/secret-text.ts';

const lifetimeMs = 2 * 60_000;

export class ProofDesk {
  readonly #clock: Clock;
  readonly #secret: Uint8Array;
  /** Salts used, with the time they expire; in order of use. */
  readonly #used = new Map<string, number>();

  constructor(options: { clock: Clock; secret: Uint8Array }) {
    this.#clock = options.clock;
    this.#secret = options.secret;
  }

  challenge(bits: number): ProofChallenge {
    const expiresAtMs = this.#clock.nowMs() + lifetimeMs;
    const claims = `${expiresAtMs.toString(36)}.${bits}.${randomBytes(12).toString('base64url')}`;
    return { salt: `${claims}.${this.#sign(claims)}`, bits };
  }

  /** True once for a solved challenge of ours. */
  async accept(proof: Proof): Promise<boolean> {
    const parts = proof.salt.split('.');
    const [expiry = '', bits = '', nonce = '', signature = ''] = parts;
    if (parts.length !== 4 || !isSameSecret(signature, this.#sign(`${expiry}.${bits}.${nonce}`))) return false;
    const expiresAtMs = Number.parseInt(expiry, 36);
    const nowMs = this.#clock.nowMs();
    if (expiresAtMs <= nowMs || this.#used.has(proof.salt)) return false;
    if (!(await checkProof(proof, Number(bits)))) return false;
    // Asked again: another attempt may have used it during the await.
    if (this.#used.has(proof.salt)) return false;
    this.#forgetExpired(nowMs);
    this.#used.set(proof.salt, expiresAtMs);
    return true;
  }

  #forgetExpired(nowMs: number): void {
    for (const [salt, expiresAtMs] of this.#used) {
      if (expiresAtMs > nowMs) break;
      this.#used.delete(salt);
    }
  }

  #sign(claims: string): string {
    return createHmac('sha256', this.#secret).update(`nearhand proof v1\0${claims}`).digest('base64url');
  }
}

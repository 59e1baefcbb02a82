// The server's ticket key as the agent first saw it. Another one is believed only when the pinned one signed it.

import { createPublicKey, verify } from 'node:crypto';
import { AppError, base64url, utf8 } from '@nearhand/base';
import { bytes32Schema } from '@nearhand/protocol';
import { z } from 'zod';
import type { StoredValue } from '../identity/stored-value.ts';

export const pinSchema = z.object({ origin: z.string(), ticketKey: bytes32Schema });
export type Pin = z.infer<typeof pinSchema>;

const signatureContext = 'nearhand ticket key v1';

export class TicketKeyPin {
  readonly #origin: string;
  readonly #stored: StoredValue<Pin>;
  #inForce: string | null = null;

  constructor(origin: string, stored: StoredValue<Pin>) {
    this.#origin = origin;
    this.#stored = stored;
  }

  /** The key in force, base64url; null before the first welcome. */
  get ticketKey(): string | null {
    return this.#inForce;
  }

  /** Takes what a welcome says. Throws AppError `identity_changed` for a key the pinned one did not sign. */
  accept(ticketKey: string, signature: string | undefined): void {
    const pinned = this.#stored.read();
    if (pinned !== null && pinned.origin === this.#origin) {
      const isKnown = pinned.ticketKey === ticketKey;
      if (!isKnown && (signature === undefined || !isSignedBy(pinned.ticketKey, ticketKey, signature))) {
        throw new AppError('identity_changed', 'The server signs with another key than before');
      }
    }
    if (pinned?.ticketKey !== ticketKey || pinned.origin !== this.#origin) {
      this.#stored.write({ origin: this.#origin, ticketKey });
    }
    this.#inForce = ticketKey;
  }
}

function isSignedBy(oldKey: string, newKey: string, signature: string): boolean {
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: oldKey } });
  return verify(null, utf8.encode(`${signatureContext}\0${newKey}`), key, base64url.decode(signature));
}

// Relay tokens: which link and side a socket may join. Signed, so that the relay needs no table and a restart of the
// server loses none; whether the session still lives is asked apart.

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { idSchema } from '@nearhand/protocol';
import { isSameSecret } from '../keys/secret-text.ts';

export const relaySideSchema = z.enum(['viewer', 'agent']);
export type RelaySide = z.infer<typeof relaySideSchema>;

const claimsSchema = z.strictObject({ linkId: idSchema, sessionId: idSchema, side: relaySideSchema });
export type RelayClaims = z.infer<typeof claimsSchema>;

export class RelayTokens {
  readonly #secret: Uint8Array;

  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  issue(claims: RelayClaims): string {
    const encoded = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${encoded}.${this.#sign(encoded)}`;
  }

  /** Null when it is not one of ours. */
  read(token: string): RelayClaims | null {
    const [encoded = '', signature = '', ...rest] = token.split('.');
    if (rest.length > 0 || !isSameSecret(signature, this.#sign(encoded))) return null;
    const parsed = claimsSchema.safeParse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  }

  #sign(encoded: string): string {
    return createHmac('sha256', this.#secret).update(`nearhand relay token v1\0${encoded}`).digest('base64url');
  }
}

// Signing in with a passkey: whose signature it is. The device has checked the person (fingerprint, face, PIN), and that is
// demanded, so that having the device and being the person are two factors. Nobody learns which accounts have passkeys.

import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Kysely } from 'kysely';
import { AppError, type Logger } from '@nearhand/base';
import { passkeySignInSchema } from '@nearhand/protocol';
import type { z } from 'zod';
import type { ServerConfig } from '../../config/config.ts';
import type { Database } from '../../database/schema.ts';
import type { ServerKeys } from '../../keys/keys.ts';
import { Challenges, challengeValidityMs } from './challenges.ts';
import { type RelyingParty, relyingPartyOf } from './relying-party.ts';
import { userHandleOf } from './user-handle.ts';

export interface PasskeySignInOptions {
  readonly config: Pick<ServerConfig, 'publicUrl'>;
  readonly db: Kysely<Database>;
  readonly keys: ServerKeys;
  readonly logger: Logger;
  readonly nowMs: () => number;
}

type Assertion = z.output<typeof passkeySignInSchema>['credential'];

const purpose = 'sign-in';

export class PasskeySignIn {
  readonly #options: PasskeySignInOptions;
  readonly #challenges: Challenges;
  readonly #party: RelyingParty | null;

  constructor(options: PasskeySignInOptions) {
    this.#options = options;
    this.#challenges = new Challenges(options.keys, options.nowMs);
    this.#party = relyingPartyOf(options.config);
  }

  /** The same for everybody. Throws AppError `not_found` where passkeys are not possible. */
  async options(): Promise<Record<string, unknown>> {
    if (this.#party === null) throw new AppError('not_found', 'Passkeys are not possible at this address.');
    const options = await generateAuthenticationOptions({
      rpID: this.#party.id,
      challenge: this.#challenges.issue(purpose),
      timeout: challengeValidityMs,
      userVerification: 'required',
    });
    return { ...options };
  }

  /** Null for whatever is wrong with it. */
  async userOf(body: unknown): Promise<string | null> {
    const sent = passkeySignInSchema.safeParse(body);
    if (!sent.success || this.#party === null) return null;
    const { credential } = sent.data;
    const passkey = await this.#options.db
      .selectFrom('passkeys')
      .select(['id', 'userId', 'credentialId', 'publicKey', 'counter'])
      .where('credentialId', '=', credential.id)
      .executeTakeFirst();
    if (passkey === undefined) return null;
    const { userHandle } = credential.response;
    if (typeof userHandle === 'string' && userHandle !== userHandleOf(passkey.userId)) return null;
    const proven = await this.#verify(this.#party, credential, passkey);
    if (proven === null) return null;
    return this.#options.db.transaction().execute(async (transaction) => {
      if (!(await this.#challenges.spend(transaction, proven.challenge))) return null;
      await transaction
        .updateTable('passkeys')
        .set({ counter: proven.counter, lastUsedAt: new Date(this.#options.nowMs()) })
        .where('id', '=', passkey.id)
        .execute();
      return passkey.userId;
    });
  }

  async #verify(
    party: RelyingParty,
    { id, rawId, type, response }: Assertion,
    passkey: { readonly credentialId: string; readonly publicKey: Buffer; readonly counter: number },
  ): Promise<{ counter: number; challenge: string } | null> {
    const { userHandle, ...signed } = response;
    let challenge = '';
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: {
          id,
          rawId,
          type,
          clientExtensionResults: {},
          response: { ...signed, ...(typeof userHandle === 'string' ? { userHandle } : {}) },
        },
        expectedChallenge: (given) => {
          challenge = given;
          return this.#challenges.isValid(given, purpose);
        },
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        credential: {
          id: passkey.credentialId,
          publicKey: Uint8Array.from(passkey.publicKey),
          counter: passkey.counter,
        },
        requireUserVerification: true,
      });
      return verified ? { counter: authenticationInfo.newCounter, challenge } : null;
    } catch (error) {
      // The library throws for what does not fit; a counter that went back is among it, the mark of a copied key.
      this.#options.logger.warn('A signature of a passkey was refused', { error });
      return null;
    }
  }
}

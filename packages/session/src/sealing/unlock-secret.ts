// Credentials that unlock a computer's screen, sealed to its agent and opened by it: padded, and bound to the computer and
// its organisation.

import { AppError, base64url, type Bytes, utf8 } from '@nearhand/base';
import {
  type Credentials,
  credentialsSchema,
  type SealingKey,
  sealedMessageBytes,
  sealingKeyText,
  type UnlockPlace,
  unlockSealInfo,
  unlockSealPlace,
} from '@nearhand/protocol';
import type { AgreementPair } from '../curves/curves.ts';
import { preferredCurves } from '../curves/preferred-curves.ts';
import { open, type SealContext, seal } from './hpke.ts';

/** Whom to seal to. `agentKey`: the computer's identity, as whoever seals knows it. */
export interface SealTarget extends UnlockPlace {
  readonly agentKey: string;
  readonly sealing: SealingKey;
}

/** Throws AppError `identity_changed` where the key is not vouched for by this identity. */
export async function sealCredentials(credentials: Credentials, target: SealTarget): Promise<string> {
  const { agentKey, sealing } = target;
  const isVouchedFor = await preferredCurves.verifySignature(
    base64url.decode(agentKey),
    base64url.decode(sealing.signature),
    utf8.encode(sealingKeyText(sealing.key, agentKey)),
  );
  if (!isVouchedFor) throw new AppError('identity_changed', 'The key to seal to is not this computer’s.');
  const pair = await preferredCurves.generatePair();
  const sealed = await seal(pair, base64url.decode(sealing.key), padded(credentials), contextOf(target));
  return base64url.encode(sealed);
}

/** Rejects for whatever was not sealed to this pair for this place. */
export async function openCredentials(pair: AgreementPair, sealed: string, place: UnlockPlace): Promise<Credentials> {
  const message = await open(pair, base64url.decode(sealed), contextOf(place));
  return credentialsSchema.parse(JSON.parse(utf8.decode(message)));
}

function contextOf(place: UnlockPlace): SealContext {
  return { info: utf8.encode(unlockSealInfo), aad: utf8.encode(unlockSealPlace(place)) };
}

/** With spaces, which JSON passes over. */
function padded(credentials: Credentials): Bytes {
  const message = new Uint8Array(sealedMessageBytes).fill(0x20);
  message.set(utf8.encode(JSON.stringify(credentialsSchema.parse(credentials))));
  return message;
}

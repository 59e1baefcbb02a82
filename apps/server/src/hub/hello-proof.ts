// Checks that an agent holds the key it names, for this server and this connection only. Pure.

import { createPublicKey, verify } from 'node:crypto';
import { isLoopback } from '@nearhand/base';
import { type AgentMessage, type ErrorCode, helloProofText, protocolVersion, sealingKeyText } from '@nearhand/protocol';

export type AgentHello = Extract<AgentMessage, { type: 'agent.hello' }>;

export interface HelloSurroundings {
  /** The challenge of this connection; used once. */
  readonly nonce: string;
  readonly isOwnOrigin: (origin: string) => boolean;
  /** The agent runs on this very computer. */
  readonly isLocal: boolean;
}

/** Null when the proof holds. */
export function helloFault(hello: AgentHello, surroundings: HelloSurroundings): ErrorCode | null {
  if (hello.protocol !== protocolVersion) return 'protocol_unsupported';
  const { nonce, isOwnOrigin, isLocal } = surroundings;
  // The Host header says nothing here: whoever passes another server's proof on writes it as they like.
  const isDialled = isOwnOrigin(hello.origin) || (isLocal && isLoopbackOrigin(hello.origin));
  if (!isDialled) return 'origin_refused';
  const { publicKey, sealing, signature } = hello;
  const isProven =
    isSigned(publicKey, signature, helloProofText(nonce, hello.origin, publicKey)) &&
    (sealing === undefined || isSigned(publicKey, sealing.signature, sealingKeyText(sealing.key, publicKey)));
  return isProven ? null : 'agent_key_refused';
}

/** The demo computer's door, or a forwarded port. */
function isLoopbackOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && url.origin === origin && isLoopback(url.hostname);
}

function isSigned(publicKey: string, signature: string, text: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    // Not a point on the curve: as good as unsigned.
    return false;
  }
}

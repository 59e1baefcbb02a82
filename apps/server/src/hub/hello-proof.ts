// Checks that an agent holds the key it names, for this server and this connection only. Pure.

import { createPublicKey, verify } from 'node:crypto';
import { isLoopback } from '@nearhand/base';
import { type AgentMessage, type ErrorCode, helloProofText, protocolVersion } from '@nearhand/protocol';

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
  return isSigned(hello, nonce) ? null : 'agent_key_refused';
}

/** The demo computer's door, or a forwarded port. */
function isLoopbackOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && url.origin === origin && isLoopback(url.hostname);
}

function isSigned(hello: AgentHello, nonce: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: hello.publicKey }, format: 'jwk' });
    const text = Buffer.from(helloProofText(nonce, hello.origin, hello.publicKey));
    return verify(null, text, key, Buffer.from(hello.signature, 'base64url'));
  } catch {
    // Not a point on the curve: as good as unsigned.
    return false;
  }
}

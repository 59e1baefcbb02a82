// Checks that an agent holds the key it names, for this server and this connection only. Pure.

import { createPublicKey, verify } from 'node:crypto';
import { type AgentMessage, type ErrorCode, helloProofText, protocolVersion } from '@nearhand/protocol';

export type AgentHello = Extract<AgentMessage, { type: 'agent.hello' }>;

export interface HelloSurroundings {
  /** The challenge of this connection; used once. */
  readonly nonce: string;
  /** The Host header of the socket. */
  readonly host: string;
  /** Origins that are this server's own, whatever a proxy put into Host. */
  readonly isOwnOrigin: (origin: string) => boolean;
}

/** Null when the proof holds. */
export function helloFault(hello: AgentHello, surroundings: HelloSurroundings): ErrorCode | null {
  if (hello.protocol !== protocolVersion) return 'protocol_unsupported';
  const { nonce, host, isOwnOrigin } = surroundings;
  if (!isOwnOrigin(hello.origin) && !isSameHost(hello.origin, host)) return 'agent_key_refused';
  if (!isSecure(hello.origin)) return 'insecure_transport';
  return isSigned(hello, nonce) ? null : 'agent_key_refused';
}

/** An origin is scheme, host and port, nothing else; default ports may be written or left out. */
function isSameHost(origin: string, host: string): boolean {
  const dialled = parseOrigin(origin);
  if (dialled === null) return false;
  const seen = parseOrigin(`${dialled.protocol}//${host}`);
  return seen !== null && seen.host === dialled.host;
}

function parseOrigin(text: string): URL | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && !text.endsWith('/');
  return isBare ? url : null;
}

/** HTTPS, or HTTP on this computer itself. */
function isSecure(origin: string): boolean {
  const url = parseOrigin(origin);
  if (url === null) return false;
  const isLoopback = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.[0-9.]+$/.test(url.hostname);
  return url.protocol === 'https:' || isLoopback;
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

// Keys for tests: an agent's identity, a server's ticket key, and the tickets it signs. Not for products: the private
// keys live in plain memory.

import { ed25519 } from '@noble/curves/ed25519.js';
import { base64url, type Bytes, randomBytes } from '@nearhand/base';
import { encodeTicket, joinSignedTicket, type Ticket, ticketSigningInput } from '@nearhand/protocol';
import type { AgentIdentity } from '../handshake/agent-agreement.ts';

export interface TestIdentity extends AgentIdentity {
  /** publicKey in base64url. */
  readonly key: string;
}

export function createTestIdentity(): TestIdentity {
  const { publicKey, secretKey } = ed25519.keygen(randomBytes(32));
  return {
    publicKey: new Uint8Array(publicKey),
    key: base64url.encode(publicKey),
    sign: async (message) => new Uint8Array(ed25519.sign(message, secretKey)),
  };
}

export interface TestTicketKey {
  readonly publicKey: Bytes;
  sign(ticket: Ticket): Promise<string>;
}

export function createTestTicketKey(): TestTicketKey {
  const identity = createTestIdentity();
  return {
    publicKey: identity.publicKey,
    async sign(ticket) {
      const encoded = encodeTicket(ticket);
      return joinSignedTicket(encoded, await identity.sign(ticketSigningInput(encoded)));
    },
  };
}

/** A ticket good from `nowMs` for 30 seconds; `fields` replace what a test cares about. */
export function testTicket(fields: Pick<Ticket, 'agentKey' | 'commitment'> & Partial<Ticket>, nowMs: number): Ticket {
  return {
    id: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    linkId: crypto.randomUUID(),
    requestId: null,
    principal: { kind: 'member', id: crypto.randomUUID(), name: 'Tess Nichian', organisation: 'Example' },
    permissions: ['view', 'control'],
    expiresAtMs: nowMs + 30_000,
    ...fields,
  };
}

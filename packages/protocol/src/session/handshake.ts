// How the two ends of a link come to keys, and come back to them on a new path. A frame is one byte of kind and a body:
// a handshake message in JSON, or a sealed record. What is signed, hashed and derived is in docs/spec/session.md.

import { z } from 'zod';
import { type Bytes, concatBytes, utf8 } from '@nearhand/base';
import { errorCodeSchema } from '../errors.ts';
import { bytes32Schema, signatureSchema } from '../ids.ts';
import { capabilitiesSchema, protocolVersionSchema } from '../version.ts';
import { signedTicketSchema } from './ticket.ts';

/** First byte of a frame. Frames of other kinds come from newer peers and are ignored. */
export const frameKinds = { handshake: 1, record: 2 } as const;

/** Body of a handshake frame at most. */
export const maxHandshakeBytes = 8 * 1024;

/** Counts the paths of a link; 0 is the handshake's own. */
export const epochSchema = z.number().int().min(1).max(0xffffffff);

export const viewerHandshakeMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('handshake.open'),
    protocol: protocolVersionSchema,
    ticket: signedTicketSchema,
    capabilities: capabilitiesSchema,
  }),
  /** Opens the commitment in the ticket. */
  z.object({ type: z.literal('handshake.reveal'), ephemeralKey: bytes32Schema }),
  z.object({ type: z.literal('resume.hello'), epoch: epochSchema, nonce: bytes32Schema, proof: bytes32Schema }),
]);
export type ViewerHandshakeMessage = z.infer<typeof viewerHandshakeMessageSchema>;

export const agentHandshakeMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('handshake.answer'),
    agentKey: bytes32Schema,
    ephemeralKey: bytes32Schema,
    /** By agentKey over answerSigningInput(). */
    signature: signatureSchema,
    capabilities: capabilitiesSchema,
  }),
  z.object({ type: z.literal('handshake.refused'), code: errorCodeSchema }),
  z.object({ type: z.literal('resume.answer'), epoch: epochSchema, nonce: bytes32Schema, proof: bytes32Schema }),
  /** The agent has no keys of this link: it was restarted. */
  z.object({ type: z.literal('resume.refused') }),
]);
export type AgentHandshakeMessage = z.infer<typeof agentHandshakeMessageSchema>;

export function handshakeFrame(message: ViewerHandshakeMessage | AgentHandshakeMessage): Bytes {
  return concatBytes(Uint8Array.of(frameKinds.handshake), utf8.encode(JSON.stringify(message)));
}

/** The body of a handshake frame as JSON, or null when it is too long or no JSON; the schema is the caller's. */
export function parseHandshakeBody(body: Uint8Array): unknown {
  if (body.length > maxHandshakeBytes) return null;
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return null; // Whatever is wrong with it, it is malformed.
  }
}

const answerContext = 'nearhand handshake v1\0';
const transcriptContext = 'nearhand transcript v1\0';

/** What the agent signs. All 32 bytes: SHA-256 of the body of `handshake.open`, its identity key, its ephemeral key. */
export function answerSigningInput(openHash: Uint8Array, agentKey: Uint8Array, ephemeralKey: Uint8Array): Bytes {
  return concatBytes(utf8.encode(answerContext), openHash, agentKey, ephemeralKey);
}

/**
 * Hashed, this is the transcript: SHA-256 of the bodies of `handshake.open` and `handshake.answer`, then the viewer's
 * key itself. Nothing else of `handshake.reveal` counts: it is sent when both other keys are known, so whatever could
 * be varied in it could be varied until the comparison words match.
 */
export function transcriptInput(openHash: Uint8Array, answerHash: Uint8Array, viewerKey: Uint8Array): Bytes {
  return concatBytes(utf8.encode(transcriptContext), openHash, answerHash, viewerKey);
}

/** Labels of the key schedule (HKDF info). */
export const keyLabels = {
  words: 'nearhand v1 words',
  resume: 'nearhand v1 resume',
  proof: 'nearhand v1 proof',
  toAgent: 'nearhand v1 to agent',
  toViewer: 'nearhand v1 to viewer',
  key: 'nearhand v1 key',
  iv: 'nearhand v1 iv',
  next: 'nearhand v1 next',
} as const;

const helloProofContext = 'nearhand resume hello v1\0';
const answerProofContext = 'nearhand resume answer v1\0';

function epochBytes(epoch: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, epoch);
  return bytes;
}

/** HMAC input of the viewer's proof. */
export function helloProofInput(epoch: number, viewerNonce: Uint8Array): Bytes {
  return concatBytes(utf8.encode(helloProofContext), epochBytes(epoch), viewerNonce);
}

/** HMAC input of the agent's proof. */
export function answerProofInput(epoch: number, viewerNonce: Uint8Array, agentNonce: Uint8Array): Bytes {
  return concatBytes(utf8.encode(answerProofContext), epochBytes(epoch), viewerNonce, agentNonce);
}

/** Salt of the traffic keys of a resumed path. */
export function resumeSalt(epoch: number, viewerNonce: Uint8Array, agentNonce: Uint8Array): Bytes {
  return concatBytes(epochBytes(epoch), viewerNonce, agentNonce);
}

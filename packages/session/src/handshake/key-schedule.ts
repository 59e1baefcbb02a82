// From the shared secret and the transcript to everything a link needs: words, resume secrets, traffic secrets.

import { type Bytes, equalBytes } from '@nearhand/base';
import {
  answerProofInput,
  answerSigningInput,
  helloProofInput,
  keyLabels,
  resumeSalt,
  transcriptInput,
} from '@nearhand/protocol';
import { hkdf, hmacSha256, sha256 } from './hashing.ts';
import { wordsOfBytes } from './words.ts';

/** The roots of a path's record keys, one per direction; 32 bytes each. */
export interface TrafficSecrets {
  /** Counts the paths of the link: 0 for the handshake's own. */
  readonly epoch: number;
  readonly toAgent: Bytes;
  readonly toViewer: Bytes;
}

/** What both ends hold after the handshake, for the link's life. */
export interface LinkSecrets {
  readonly words: readonly string[];
  readonly traffic: TrafficSecrets;
  /** Root of the traffic secrets of later paths. */
  readonly resumeSecret: Bytes;
  /** Key of the proofs; apart from resumeSecret so that a proof says nothing about keys. */
  readonly proofKey: Bytes;
}

/** `open` and `answer`: the bodies of those messages as they travelled. */
export async function transcriptHash(open: Bytes, answer: Bytes, viewerKey: Bytes): Promise<Bytes> {
  return sha256(transcriptInput(await sha256(open), await sha256(answer), viewerKey));
}

/** What the agent's signature is over. `open`: the body of the message as it travelled. */
export async function signedByAgent(open: Bytes, agentKey: Bytes, ephemeralKey: Bytes): Promise<Bytes> {
  return answerSigningInput(await sha256(open), agentKey, ephemeralKey);
}

export async function deriveLinkSecrets(sharedSecret: Bytes, transcript: Bytes): Promise<LinkSecrets> {
  const derive = (label: string, lengthBytes: number) => hkdf(sharedSecret, transcript, label, lengthBytes);
  return {
    words: wordsOfBytes(await derive(keyLabels.words, 4)),
    traffic: {
      epoch: 0,
      toAgent: await derive(keyLabels.toAgent, 32),
      toViewer: await derive(keyLabels.toViewer, 32),
    },
    resumeSecret: await derive(keyLabels.resume, 32),
    proofKey: await derive(keyLabels.proof, 32),
  };
}

export interface ResumeNonces {
  readonly epoch: number;
  readonly viewer: Bytes;
  readonly agent: Bytes;
}

export async function deriveResumedTraffic(secrets: LinkSecrets, nonces: ResumeNonces): Promise<TrafficSecrets> {
  const salt = resumeSalt(nonces.epoch, nonces.viewer, nonces.agent);
  return {
    epoch: nonces.epoch,
    toAgent: await hkdf(secrets.resumeSecret, salt, keyLabels.toAgent, 32),
    toViewer: await hkdf(secrets.resumeSecret, salt, keyLabels.toViewer, 32),
  };
}

export function proveHello(secrets: LinkSecrets, epoch: number, viewerNonce: Bytes): Promise<Bytes> {
  return hmacSha256(secrets.proofKey, helloProofInput(epoch, viewerNonce));
}

export function proveAnswer(secrets: LinkSecrets, nonces: ResumeNonces): Promise<Bytes> {
  return hmacSha256(secrets.proofKey, answerProofInput(nonces.epoch, nonces.viewer, nonces.agent));
}

/** An X25519 result of nothing but zeros comes from a peer's key of low order: anybody knows it. */
export function isZeroSecret(secret: Bytes): boolean {
  return equalBytes(secret, new Uint8Array(secret.length));
}

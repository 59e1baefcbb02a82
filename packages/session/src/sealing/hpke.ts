// Hybrid Public Key Encryption (RFC 9180), base mode, one message: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.
// The names of steps and labels are the RFC's.

import { type Bytes, concatBytes, utf8 } from '@nearhand/base';
import type { AgreementPair } from '../curves/curves.ts';
import { hmacSha256 } from '../handshake/hashing.ts';

const version = utf8.encode('HPKE-v1');
const kemSuite = concatBytes(utf8.encode('KEM'), new Uint8Array([0x00, 0x20]));
const suite = concatBytes(utf8.encode('HPKE'), new Uint8Array([0x00, 0x20, 0x00, 0x01, 0x00, 0x01]));
const nothing = new Uint8Array(0);
/** A salt of no bytes is one of a hash's length in zeros (RFC 5869, 2.2). */
const noSalt = new Uint8Array(32);
const keyBytes = 16;
const nonceBytes = 12;
const publicKeyBytes = 32;

/** What both ends know besides: it must be the same on both. */
export interface SealContext {
  readonly info: Bytes;
  readonly aad: Bytes;
}

/** `pair` is used for this one message. Answers its public key, then the ciphertext, 16 bytes longer than the message. */
export async function seal(
  pair: AgreementPair,
  recipient: Bytes,
  message: Bytes,
  context: SealContext,
): Promise<Bytes> {
  const { publicKey } = pair;
  const secret = await pair.deriveSharedSecret(recipient);
  const { key, algorithm } = await keySchedule(secret, concatBytes(publicKey, recipient), context);
  return concatBytes(publicKey, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, message)));
}

/** Rejects for anything that was not sealed to this pair in this context. */
export async function open(pair: AgreementPair, sealed: Bytes, context: SealContext): Promise<Bytes> {
  const sender = sealed.slice(0, publicKeyBytes);
  const secret = await pair.deriveSharedSecret(sender);
  const { key, algorithm } = await keySchedule(secret, concatBytes(sender, pair.publicKey), context);
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(publicKeyBytes)));
}

async function keySchedule(dh: Bytes, kemContext: Bytes, { info, aad }: SealContext) {
  const eaePrk = await labeledExtract(kemSuite, noSalt, 'eae_prk', dh);
  const shared = await labeledExpand(kemSuite, eaePrk, 'shared_secret', kemContext, 32);
  const mode = new Uint8Array([0x00]);
  const pskIdHash = await labeledExtract(suite, noSalt, 'psk_id_hash', nothing);
  const infoHash = await labeledExtract(suite, noSalt, 'info_hash', info);
  const schedule = concatBytes(mode, pskIdHash, infoHash);
  const secret = await labeledExtract(suite, shared, 'secret', nothing);
  const raw = await labeledExpand(suite, secret, 'key', schedule, keyBytes);
  const iv = await labeledExpand(suite, secret, 'base_nonce', schedule, nonceBytes);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, algorithm: { name: 'AES-GCM', iv, additionalData: aad } };
}

function labeledExtract(suiteId: Bytes, salt: Bytes, label: string, material: Bytes): Promise<Bytes> {
  return hmacSha256(salt, concatBytes(version, suiteId, utf8.encode(label), material));
}

/** At most 32 bytes: one round. */
async function labeledExpand(
  suiteId: Bytes,
  key: Bytes,
  label: string,
  info: Bytes,
  lengthBytes: number,
): Promise<Bytes> {
  const length = new Uint8Array([0, lengthBytes]);
  const round = new Uint8Array([1]);
  const text = concatBytes(length, version, suiteId, utf8.encode(label), info, round);
  return (await hmacSha256(key, text)).slice(0, lengthBytes);
}

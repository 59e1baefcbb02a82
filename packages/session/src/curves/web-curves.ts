// The curves by WebCrypto. Everything rejects where the runtime does not know them (NotSupportedError).

import type { Bytes } from '@nearhand/base';
import type { AgreementPair, Curves } from './curves.ts';

const x25519 = { name: 'X25519' };
const ed25519 = { name: 'Ed25519' };

async function generatePair(): Promise<AgreementPair> {
  const pair = await crypto.subtle.generateKey(x25519, false, ['deriveBits']);
  if (!('privateKey' in pair)) throw new Error('WebCrypto gave no key pair');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey,
    async deriveSharedSecret(peerPublicKey) {
      const peer = await crypto.subtle.importKey('raw', peerPublicKey, x25519, false, []);
      return new Uint8Array(await crypto.subtle.deriveBits({ ...x25519, public: peer }, pair.privateKey, 256));
    },
  };
}

async function verifySignature(publicKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = await crypto.subtle.importKey('raw', publicKey, ed25519, false, ['verify']);
  return crypto.subtle.verify(ed25519, key, signature, message);
}

export const webCurves: Curves = { generatePair, verifySignature };

// The curves in JavaScript (@noble/curves), for runtimes whose WebCrypto lacks them.

import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { randomBytes } from '@nearhand/base';
import type { Curves } from './curves.ts';

export const pureCurves: Curves = {
  async generatePair() {
    const { publicKey, secretKey } = x25519.keygen(randomBytes(32));
    return {
      publicKey: new Uint8Array(publicKey),
      deriveSharedSecret: async (peerPublicKey) => new Uint8Array(x25519.getSharedSecret(secretKey, peerPublicKey)),
    };
  },
  async verifySignature(publicKey, signature, message) {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false; // Thrown for keys and signatures that are no such thing.
    }
  },
};

// X25519 and Ed25519: by WebCrypto where it knows the curves, else in JavaScript (@noble/curves). Both give the same.

import type { Bytes } from '@nearhand/base';

export interface AgreementPair {
  /** Raw, 32 bytes. */
  readonly publicKey: Bytes;
  /** X25519. Rejects when the peer's key is malformed or of low order. */
  deriveSharedSecret(peerPublicKey: Bytes): Promise<Bytes>;
}

export interface Curves {
  generatePair(): Promise<AgreementPair>;
  /** Ed25519, strict. False for anything malformed. */
  verifySignature(publicKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean>;
}

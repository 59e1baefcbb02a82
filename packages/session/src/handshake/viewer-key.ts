// The viewer's ephemeral key: made before the server is asked for a ticket, because the ticket names its hash.

import type { Bytes } from '@nearhand/base';

export interface ViewerKey {
  /** Raw X25519 public key, 32 bytes. Secret until the agent has answered. */
  readonly publicKey: Bytes;
  /** SHA-256 of publicKey in base64url: `commitment` of POST /api/sessions. */
  readonly commitment: string;
  /** X25519 with the peer's raw public key. Rejects with AppError `handshake_failed` for a key of low order. */
  deriveSharedSecret(peerPublicKey: Bytes): Promise<Bytes>;
}

/** A new key for one link. The private half cannot be read. */
export function createViewerKey(): Promise<ViewerKey> {
  return Promise.reject(new Error('Not built yet'));
}

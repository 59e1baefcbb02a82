// The agent's X25519 key, to which members seal what only this computer may read; its identity vouches for it.

import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { base64url, utf8 } from '@nearhand/base';
import { type SealingKey, sealingKeyText } from '@nearhand/protocol';
import type { AgreementPair } from '@nearhand/session';
import type { Identity } from './identity.ts';
import { readPrivateFile, writePrivateFile } from './private-files.ts';

const fileName = 'sealing.pem';

export interface SealingPair {
  /** For `openCredentials`. */
  readonly pair: AgreementPair;
  /** As it is published. */
  readonly sealing: SealingKey;
}

/** The folder's key, made where there is none, or none that can be read: what was sealed to that is lost anyway. */
export function loadSealingPair(folder: string, identity: Identity): SealingPair {
  const path = join(folder, fileName);
  const kept = parseKey(readPrivateFile(path));
  const privateKey = kept ?? generateKeyPairSync('x25519').privateKey;
  if (kept === null) writePrivateFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  const key = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
  const signature = base64url.encode(identity.sign(utf8.encode(sealingKeyText(key, identity.publicKeyText))));
  return { pair: pairOf(privateKey, key), sealing: { key, signature } };
}

function pairOf(privateKey: KeyObject, key: string): AgreementPair {
  return {
    publicKey: base64url.decode(key),
    deriveSharedSecret: async (peer) => {
      const jwk = { kty: 'OKP', crv: 'X25519', x: base64url.encode(peer) };
      const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
      return new Uint8Array(diffieHellman({ privateKey, publicKey }));
    },
  };
}

function parseKey(pem: string | null): KeyObject | null {
  if (pem === null) return null;
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'x25519' ? key : null;
  } catch {
    return null; // Damaged.
  }
}

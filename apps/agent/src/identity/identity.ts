// The agent's Ed25519 identity key: made once per data folder, proves who the agent is at every connection.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { AppError, base64url, type Bytes } from '@nearhand/base';
import { createPrivateFile, makePrivateFolder, readPrivateFile } from './private-files.ts';

const fileName = 'identity.pem';

export interface Identity {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Bytes;
  /** The same in base64url. */
  readonly publicKeyText: string;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Bytes;
}

/** Reads the folder's key, or makes it, and the folder too. Two programs that start at once end with the same key. */
export function loadIdentity(folder: string): Identity {
  makePrivateFolder(folder);
  const path = join(folder, fileName);
  let pem = readPrivateFile(path);
  if (pem === null) {
    createPrivateFile(
      path,
      generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    );
    pem = readPrivateFile(path);
  }
  return identityOf(parseKey(pem ?? '', path));
}

/** A key that lives as long as the program. */
export function createIdentity(): Identity {
  return identityOf(generateKeyPairSync('ed25519').privateKey);
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new AppError('internal', 'The identity key cannot be read', { details: { path }, cause: error });
  }
  throw new AppError('internal', 'The identity key is of another kind', { details: { path } });
}

function identityOf(privateKey: KeyObject): Identity {
  const publicKeyText = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
  return {
    publicKey: base64url.decode(publicKeyText),
    publicKeyText,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

// Seals secrets that are kept in the database (passwords of mail servers, secrets of sign-in providers), so that whoever
// reads the database alone learns none. AES-256-GCM (NIST SP 800-38D), the key in a file of the server.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

export class KeyVault {
  readonly #key: Uint8Array;

  /** `key`: 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** `purpose` says what the secret is for: sealed for one, it opens for no other. Base64url. */
  seal(purpose: string, secret: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Null: sealed with another key, for another purpose, or damaged. */
  open(purpose: string, text: string): string | null {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes[0] !== version || bytes.length < 1 + nonceBytes + tagBytes) return null;
    const nonce = bytes.subarray(1, 1 + nonceBytes);
    const tag = bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(tag);
      const opened = Buffer.concat([cipher.update(bytes.subarray(1 + nonceBytes + tagBytes)), cipher.final()]);
      return opened.toString('utf8');
    } catch {
      // The tag does not fit: what null says.
      return null;
    }
  }
}

// SHA-256, HMAC-SHA-256 and HKDF-SHA-256 (RFC 5869) by WebCrypto.

import { type Bytes, utf8 } from '@nearhand/base';

export async function sha256(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data));
}

const hmac = { name: 'HMAC', hash: 'SHA-256' };

export async function hmacSha256(key: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, hmac, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign(hmac, imported, data));
}

/** Extract and expand in one. */
export async function hkdf(secret: Bytes, salt: Bytes, label: string, lengthBytes: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info: utf8.encode(label) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, lengthBytes * 8));
}

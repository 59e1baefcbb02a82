// Secrets that others present as text: kept as hashes where they are long and random, compared without telling how far
// they agree.

import { createHash, timingSafeEqual } from 'node:crypto';

/** For tokens of 120 random bits and more, which need no slow hash. Base64url. */
export function hashToken(token: string): string {
  return digest(token).toString('base64url');
}

export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

// Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, six digits, thirty seconds.

import { createHmac, randomInt } from 'node:crypto';
import { isSameSecret } from '../../keys/secret-text.ts';

const stepMs = 30_000;
/** Clocks may be one step apart. */
const skewSteps = 1;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 25 characters of 5.95 bits each; their bytes are the key, forty letters in Base32. */
export function newSecret(): string {
  return Array.from({ length: 25 }, () => letters[randomInt(letters.length)]).join('');
}

export function stepAt(timeMs: number): number {
  return Math.floor(timeMs / stepMs);
}

/** The code of one step. */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** The step near `timeMs` whose code this is; null where there is none. */
export function matchingStep(secret: string, code: string, timeMs: number): number | null {
  const now = stepAt(timeMs);
  let found: number | null = null;
  for (let step = now - skewSteps; step <= now + skewSteps; step++)
    if (isSameSecret(code, codeOf(secret, step))) found = step;
  return found;
}

export function base32(secret: string): string {
  let bits = '';
  for (const byte of Buffer.from(secret)) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32Letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What the QR code holds. */
export function totpAddress({ secret, issuer, account }: { secret: string; issuer: string; account: string }): string {
  const query = new URLSearchParams({ secret: base32(secret), issuer, digits: '6', period: '30' });
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  // Apps read a plus sign as itself.
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
}

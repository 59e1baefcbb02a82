// Identifiers, codes, keys and signatures as they travel.

import { z } from 'zod';

export const idSchema = z.uuid();

/** The nine digits of a request, without spaces. */
export const requestCodeSchema = z.string().regex(/^[0-9]{9}$/);

/** The secret part of an invitation's link: 128 random bits. */
export const invitationTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** A 32-byte public key, hash or nonce in base64url without padding. */
export const bytes32Schema = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);

/** An Ed25519 signature in base64url without padding. */
export const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/);

/** Milliseconds since the Unix epoch. */
export const timeMsSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** RFC 3339 in UTC, as the HTTP API writes times. */
export const timeSchema = z.iso.datetime();

/**
 * Finds the nine digits in what a person typed: spaces, dots, dashes between groups, or copied from a program's name, with
 * what is before them and the letter behind; null if it is no code.
 */
export function parseRequestCode(typed: string): string | null {
  const close = typed.normalize('NFKC').replace(/[\s.\-\u2010-\u2015_]/g, '');
  return /^\p{L}*([0-9]{9})[a-z]?$/iu.exec(close)?.[1] ?? null;
}

/** "408080316" as "408 080 316". */
export function formatRequestCode(code: string): string {
  return code.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3');
}

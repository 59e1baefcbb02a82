// The code that a computer shows while somebody signs in to add it: eight consonants, none of which make words or look
// alike, as RFC 8628 advises.

import { z } from 'zod';

export const signInCodeLetters = 'BCDFGHJKLMNPQRSTVWXZ';

export const signInCodeSchema = z.string().regex(new RegExp(`^[${signInCodeLetters}]{8}$`));

/** Where a member confirms it; the code goes into the fragment, which no server sees. */
export const addComputerPath = '/add-computer';

/** Finds the code in what a person typed, whatever the case and whatever is between the letters; null if it is none. */
export function parseSignInCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return signInCodeSchema.safeParse(code).success ? code : null;
}

/** "WDJBMJHT" as "WDJB-MJHT". */
export function formatSignInCode(code: string): string {
  return code.replace(/^(.{4})(.{4})$/, '$1-$2');
}

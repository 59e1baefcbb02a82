// The text of an enrolment token: 24 random characters and one that checks them, from an alphabet without letters that
// look like digits. Upper and lower case are the same, so that it survives file systems and being read aloud. Whether a
// token is valid, the server alone knows.

import { z } from 'zod';

/** Crockford's: without I, L, O and U. A character stands for its place, 0 to 31. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const size = alphabet.length;
const randomCharacters = 24;

/** 120 random bits. */
export const enrolmentTokenBytes = 15;

export const enrolmentTokenSchema = z
  .string()
  .regex(new RegExp(`^[${alphabet}]{${randomCharacters + 1}}$`))
  .refine((token) => checkSum(placesOf(token), 1) === 0);

/** From `enrolmentTokenBytes` random bytes. */
export function enrolmentTokenOf(random: Uint8Array): string {
  const bits = Array.from(random, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const places = Array.from({ length: randomCharacters }, (_, at) =>
    Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2),
  );
  const check = (size - checkSum(places, 2)) % size;
  return [...places, check].map((place) => alphabet.charAt(place)).join('');
}

/** Finds the token in what a person typed: any case, spaces, hyphens, O for 0, I or L for 1; null if it is none. */
export function parseEnrolmentToken(typed: string): string | null {
  const token = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1');
  return enrolmentTokenSchema.safeParse(token).success ? token : null;
}

/** In groups of five, for reading. */
export function formatEnrolmentToken(token: string): string {
  return token.replace(/.{5}(?=.)/g, '$&-');
}

function placesOf(token: string): number[] {
  return [...token].map((character) => alphabet.indexOf(character));
}

/** Luhn's sum for 32 characters: 0 where the last one fits. `factor`: of the last place, 1 with the check, 2 without. */
function checkSum(places: readonly number[], factor: 1 | 2): number {
  const sum = places.toReversed().reduce((total, place, at) => {
    const times = place * ((at + factor) % 2 === 1 ? 1 : 2);
    return total + Math.floor(times / size) + (times % size);
  }, 0);
  return sum % size;
}

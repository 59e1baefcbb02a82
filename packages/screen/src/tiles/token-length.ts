// Lengths longer than a token's six bits hold: the rest follows as bytes of 255 and a last one below 255.

/** The largest length a token holds by itself is one less than this. */
export const longLength = 64;

/** Writes what is above `longLength` (zero or more). Returns the next free place. */
export function writeLongLength(rest: number, output: Uint8Array, at: number): number {
  let left = rest;
  let place = at;
  while (left >= 255) {
    output[place++] = 255;
    left -= 255;
  }
  output[place++] = left;
  return place;
}

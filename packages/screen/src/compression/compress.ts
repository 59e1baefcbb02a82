// General compression of an update's operations: raw deflate (RFC 1951) with the operations before as dictionary, so that
// any other implementation can take over. Chosen by measurement, see docs/decisions.

import { deflateSync } from 'fflate';

/** Shorter input gains nothing. */
const minInputBytes = 16;

/**
 * Returns null when it would not get shorter. `natural`: mostly tokens of natural tiles, in which hardly anything repeats,
 * so that looking for it long is in vain.
 */
export function compress(bytes: Uint8Array, dictionary: Uint8Array, natural: boolean): Uint8Array | null {
  if (bytes.length < minInputBytes) return null;
  const compressed = deflateSync(bytes, { level: natural ? 1 : 6, mem: 4, dictionary });
  return compressed.length + 4 < bytes.length ? compressed : null;
}

// Undoes compress(): the length is known beforehand and checked by the caller against its limits.

import type { Bytes } from '@nearhand/base';
import { malformed } from '../wire/malformed.ts';
import type { Inflater } from './inflate.ts';

/** Throws `screen_malformed` when `bytes` is not exactly `length` bytes compressed against this dictionary. */
export function decompress(bytes: Uint8Array, length: number, dictionary: Uint8Array, inflater: Inflater): Bytes {
  const output = new Uint8Array(length);
  if (!inflater.inflate(bytes, output, dictionary)) throw malformed('compressed data');
  return output;
}

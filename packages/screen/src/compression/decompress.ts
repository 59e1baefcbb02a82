import { malformed } from '../wire/malformed.ts';

export function decompress(_bytes: Uint8Array, _length: number): Uint8Array {
  throw malformed('compressed');
}
